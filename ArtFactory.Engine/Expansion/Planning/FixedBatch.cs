using System.Numerics;
using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>A batch whose sub-prompts and commands are the same in every combination: nearly all that people write.</summary>
sealed class FixedBatch : BatchPlan
{
    readonly SubPrompt[] _subPrompts;
    readonly BigInteger _perCombination;

    public FixedBatch(BatchShape shape, DiagnosticBag diagnostics) : base(shape)
    {
        _subPrompts = Cut(shape, diagnostics);
        foreach (var sub in _subPrompts) _perCombination += sub.Parameters.Count;
        All = _perCombination * Space.Count;
        Exact = Space.Exact;
    }

    protected override IEnumerable<ExpandedItem> WalkAll(int sequence, int from, int count)
    {
        if (count <= 0 || _perCombination.IsZero) yield break;
        var cursor = new CombinationCursor(Space);
        var combination = BigInteger.DivRem(from, _perCombination, out var skip);
        int changed;
        if (combination.IsZero) changed = cursor.MoveNext();
        else if (Space.Exact)
        {
            if (combination >= Space.Count) yield break;
            cursor.MoveTo(Space.Unrank(combination));
            changed = 0;
        }
        else
        {
            changed = cursor.MoveNext();
            for (; combination > 0 && changed >= 0; combination--) changed = cursor.MoveNext();
        }

        var composers = new (TextComposer Prompt, TextComposer Negative)[_subPrompts.Length];
        for (; changed >= 0; changed = cursor.MoveNext())
        {
            Steps++;
            var choices = (int[])cursor.Choices.Clone();
            for (var s = 0; s < _subPrompts.Length; s++)
            {
                var parameters = _subPrompts[s].Parameters;
                if (!skip.IsZero && skip >= parameters.Count)
                {
                    skip -= parameters.Count;
                    continue;
                }
                if (composers[s].Prompt is null) composers[s] = NewComposers(_subPrompts[s]);
                var prompt = composers[s].Prompt.Compose(choices, changed);
                var negative = composers[s].Negative.Compose(choices, changed);
                var places = Math.Min(count, parameters.Count > count + skip ? count : (int)(parameters.Count - skip));
                for (var p = 0; p < places; p++)
                {
                    var set = parameters.At(skip.IsZero ? p : skip + p, sequence);
                    yield return new(sequence++, prompt, negative, set, set.Errors, this, choices, _subPrompts.Length > 1 ? s + 1 : 0);
                    if (--count == 0) yield break;
                }
                skip = BigInteger.Zero;
            }
        }
    }

    protected override ExpandedItem Make(ItemPlace place, int sequence)
    {
        Steps++;
        var within = place.Within;
        var s = 0;
        while (within >= _subPrompts[s].Parameters.Count) within -= _subPrompts[s++].Parameters.Count;
        var sub = _subPrompts[s];
        var set = sub.Parameters.At(within, sequence);
        var (prompt, negative) = NewComposers(sub);
        return new(sequence, prompt.Compose(place.Choices, 0), negative.Compose(place.Choices, 0), set, set.Errors, this, place.Choices, _subPrompts.Length > 1 ? s + 1 : 0);
    }

    protected override ItemPlace[] Draw(int count, SeededRandom random)
    {
        if (count == 0) return [];
        if (Exact && (Space.IsCheap || count >= All))
            return Array.ConvertAll(RankSample.Draw(All, count, ref random), rank =>
            {
                var combination = BigInteger.DivRem(rank, _perCombination, out var within);
                return new ItemPlace(Space.Unrank(combination), within);
            });
        return DrawByTrying(count, () => Space.Any(ref random) is { } choices ? new ItemPlace(choices, random.Below(_perCombination)) : null);
    }

    (TextComposer Prompt, TextComposer Negative) NewComposers(SubPrompt sub) =>
        (new(sub.Prompt, sub.PromptSlots, Rendered), new(sub.Negative, sub.NegativeSlots, Rendered));

    static SubPrompt[] Cut(BatchShape shape, DiagnosticBag diagnostics)
    {
        var prompts = SubPromptSplitter.Split(shape.Prompt.Template);
        var negatives = SubPromptSplitter.Split(shape.Negative.Template);
        if (SubPromptSplitter.Mismatch(prompts.Count, negatives.Count, shape.Negative.Template.Span()) is { } mismatch)
        {
            diagnostics.Add(mismatch);
            return [];
        }
        var subs = new SubPrompt[prompts.Count];
        var promptSlots = shape.Prompt.Slots.AsSpan();
        var negativeSlots = shape.Negative.Slots.AsSpan();
        int[]? negativeTaken = null;
        for (var i = 0; i < subs.Length; i++)
        {
            var commands = new List<CommandSyntax>();
            var prompt = CommandScanner.Extract(prompts[i], CommandScanner.Pipeline, commands, diagnostics);
            var negative = negatives[negatives.Count == 1 ? 0 : i];
            if (negativeTaken is null || negatives.Count > 1) negativeTaken = Take(ref negativeSlots, negative);
            if (prompts.Count > 1 && prompt.Chars.IsWhiteSpace())
                diagnostics.Warn("empty-sub-prompt", "This sub-prompt is empty, and makes items all the same; take out its || if that is not meant.", prompt.Field, prompts[i].Span());
            subs[i] = new(prompt, Take(ref promptSlots, prompt), negative, negativeTaken, shape.Parameters.With(commands, diagnostics).ToSpace(diagnostics));
        }
        return subs;
    }

    static int[] Take(ref Span<int> slots, SourceText text)
    {
        var count = text.Chars.Count(Marks.Slot);
        var taken = slots[..count].ToArray();
        slots = slots[count..];
        return taken;
    }
}
