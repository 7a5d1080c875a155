using System.Numerics;
using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Parameters;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>
/// A batch whose choices decide where sub-prompts and commands stand, as in <c>pipeline:steps:[4,8]</c> or a lookup value with
/// <c>||</c>: each combination is put together and cut by itself.
/// </summary>
sealed class ShapedBatch : BatchPlan
{
    /// <summary>So many characters are cut to count; beyond them the count is "at least". A piece costs as much as so many characters.</summary>
    const int CountBudget = 1_500_000;
    const int CostOfPiece = 200;

    /// <summary>Up to so many combinations a draw walks through all of them, and is even.</summary>
    const int MostWalked = 5_000;
    const int MostKept = 2_000;
    readonly Dictionary<string, ParameterSpace> _spaces = new(StringComparer.Ordinal);
    readonly DiagnosticBag _diagnostics;
    BigInteger _mostPerCombination = 1;

    public ShapedBatch(BatchShape shape, HashSet<int> shapingTokens, DiagnosticBag diagnostics) : base(shape)
    {
        _diagnostics = diagnostics;
        Count(shapingTokens);
    }

    protected override IEnumerable<ExpandedItem> WalkAll(int sequence, int from, int count)
    {
        var cursor = new CombinationCursor(Space);
        BigInteger skip = from;
        while (count > 0 && cursor.MoveNext() >= 0)
        {
            Steps++;
            var choices = (int[])cursor.Choices.Clone();
            var cut = Cut(choices, null);
            for (var s = 0; s < cut.Count; s++)
            {
                var parameters = cut[s].Parameters;
                if (skip >= parameters.Count)
                {
                    skip -= parameters.Count;
                    continue;
                }
                for (var p = skip; p < parameters.Count; p++)
                {
                    yield return ToItem(cut, s, p, choices, sequence++);
                    if (--count == 0) yield break;
                }
                skip = BigInteger.Zero;
            }
        }
    }

    protected override ExpandedItem Make(ItemPlace place, int sequence)
    {
        Steps++;
        var cut = Cut(place.Choices, null);
        var within = place.Within;
        var s = 0;
        while (within >= cut[s].Parameters.Count) within -= cut[s++].Parameters.Count;
        return ToItem(cut, s, within, place.Choices, sequence);
    }

    protected override ItemPlace[] Draw(int count, SeededRandom random)
    {
        if (count == 0) return [];
        if (Exact && Space.Exact && Space.Count <= MostWalked) return DrawFromAll(count, random);
        return DrawByTrying(count, () =>
        {
            var choices = Space.Any(ref random);
            if (choices is null) return null;
            // Even over items, not over combinations: a place beyond this combination's items is drawn anew.
            var within = random.Below(_mostPerCombination);
            return within < PerCombination(Cut(choices, null)) ? new ItemPlace(choices, within) : null;
        });
    }

    ItemPlace[] DrawFromAll(int count, SeededRandom random)
    {
        var ranks = RankSample.Draw(All, count, ref random);
        var places = new List<ItemPlace>(ranks.Length);
        var cursor = new CombinationCursor(Space);
        var before = BigInteger.Zero;
        while (places.Count < ranks.Length && cursor.MoveNext() >= 0)
        {
            Steps++;
            var items = PerCombination(Cut(cursor.Choices, null));
            var choices = (int[])cursor.Choices.Clone();
            while (places.Count < ranks.Length && ranks[places.Count] < before + items) places.Add(new(choices, ranks[places.Count] - before));
            before += items;
        }
        return [.. places];
    }

    ExpandedItem ToItem(List<ShapedItem> cut, int sub, BigInteger within, int[] choices, int sequence)
    {
        var item = cut[sub];
        var set = item.Parameters.At(within, sequence);
        Diagnostic[] errors = item.Error is { } error ? [error, .. set.Errors] : set.Errors;
        return new(sequence, item.Prompt, item.Negative, set, errors, this, choices, cut.Count > 1 ? sub + 1 : 0);
    }

    List<ShapedItem> Cut(int[] choices, DiagnosticBag? diagnostics)
    {
        var prompts = SubPromptSplitter.Split(Shape.Prompt.Compose(Space.Tokens, choices));
        var negatives = SubPromptSplitter.Split(Shape.Negative.Compose(Space.Tokens, choices));
        var mismatch = SubPromptSplitter.Mismatch(prompts.Count, negatives.Count, Shape.Negative.Template.Span());
        if (mismatch is not null) diagnostics?.Add(mismatch);
        var cut = new List<ShapedItem>(prompts.Count);
        for (var i = 0; i < prompts.Count; i++)
        {
            var commands = new List<CommandSyntax>();
            var prompt = CommandScanner.Extract(prompts[i], CommandScanner.Pipeline, commands, diagnostics);
            var negative = negatives[negatives.Count == prompts.Count ? i : 0];
            cut.Add(new(Marks.Render(prompt.Chars.Trim()), Marks.Render(negative.Chars.Trim()), SpaceOf(commands, diagnostics), mismatch));
        }
        return cut;
    }

    ParameterSpace SpaceOf(List<CommandSyntax> commands, DiagnosticBag? diagnostics)
    {
        var key = string.Join('\n', commands.Select(c => c.Name + ":" + c.Value));
        lock (_spaces)
        {
            if (_spaces.TryGetValue(key, out var known)) return known;
            var space = Shape.Parameters.With(commands, diagnostics).ToSpace(diagnostics);
            if (_spaces.Count < MostKept) _spaces.Add(key, space);
            return space;
        }
    }

    static BigInteger PerCombination(List<ShapedItem> cut)
    {
        var sum = BigInteger.Zero;
        foreach (var item in cut) sum += item.Parameters.Count;
        return sum;
    }

    /// <summary>Cuts each combination of the tokens that shape it, and of those that limit them; the others only multiply.</summary>
    void Count(HashSet<int> shapingTokens)
    {
        if (Space.Tokens.Any(t => t.Count == 0))
        {
            Exact = true;
            return;
        }
        var limited = Space.Components.Where(c => c.Tokens.Any(shapingTokens.Contains)).SelectMany(c => c.Tokens);
        int[] inner = [.. shapingTokens.Union(limited).Order()];
        var innerSpace = new CombinationSpace([.. inner.Select(t => Space.Tokens[t])]);
        var outer = new CombinationSpace([.. Enumerable.Range(0, Space.Tokens.Count).Except(inner).Select(t => Space.Tokens[t])]);
        var cursor = new CombinationCursor(innerSpace);
        var choices = new int[Space.Tokens.Count];
        var sum = BigInteger.Zero;
        var budget = CountBudget;
        var ended = false;
        var counted = 0;
        while (budget > cursor.Steps && !(ended = cursor.MoveNext() < 0))
        {
            Steps++;
            counted++;
            for (var i = 0; i < inner.Length; i++) choices[inner[i]] = cursor.Choices[i];
            var cut = Cut(choices, _diagnostics);
            budget -= Shape.Prompt.Template.Length + Shape.Negative.Template.Length + cut.Count * CostOfPiece;
            var items = PerCombination(cut);
            _mostPerCombination = BigInteger.Max(_mostPerCombination, items);
            sum += items;
        }
        if (!ended && cursor.MoveNext() < 0) ended = true;
        All = sum * outer.Count;
        Exact = ended && outer.Exact && innerSpace.Exact;
        if (ended) return;
        // Every combination gives one item at least.
        All += BigInteger.Max(0, innerSpace.Count - counted) * outer.Count;
    }
}
