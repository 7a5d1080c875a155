using System.Numerics;
using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Parameters;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>One batch, ready to be counted, walked and drawn from.</summary>
abstract class BatchPlan : IChoiceSource
{
    const ulong SamplePurpose = 3;
    const int MostTries = 64;
    ItemPlace[]? _drawn;

    protected BatchPlan(BatchShape shape)
    {
        Shape = shape;
        Rendered = [.. shape.Space.Tokens.Select(t => t.Rendered)];
    }

    public BatchShape Shape { get; }

    /// <summary>All items of the batch, before <c>sample</c> and caps; at least so many when not <see cref="Exact"/>.</summary>
    public BigInteger All { get; protected set; }

    public bool Exact { get; protected set; }

    /// <summary>What the text asks for, <c>sample</c> obeyed.</summary>
    public BigInteger Asked => Shape.Sample is { } sample ? BigInteger.Min(sample, All) : All;

    /// <summary>What will be made, the batch's cap obeyed.</summary>
    public int Items => (int)BigInteger.Min(Asked, Shape.Cap);

    public bool IsCapped => Asked > Shape.Cap;

    /// <summary>Whether <see cref="Items"/> is exact: a lower bound that reaches its limit is as good as the number.</summary>
    public bool ItemsExact => Exact || All >= Math.Min(Shape.Sample ?? int.MaxValue, Shape.Cap);

    /// <summary>Combinations visited so far, as a measure of work.</summary>
    public long Steps { get; protected set; }

    protected CombinationSpace Space => Shape.Space;

    protected string[][] Rendered { get; }

    /// <summary>The items that will be made, from the given one on.</summary>
    /// <param name="sequence">The number in the order of the first item given.</param>
    /// <param name="from">How many items of the batch are passed over.</param>
    /// <param name="count">The most items given.</param>
    public IEnumerable<ExpandedItem> Walk(int sequence, int from, int count)
    {
        if (Shape.Sample is null) return WalkAll(sequence, from, Math.Min(count, Shape.Cap - from));
        var drawn = Drawn();
        return Enumerable.Range(from, Math.Max(0, Math.Min(count, drawn.Length - from))).Select(i => Make(drawn[i], sequence + i - from));
    }

    public IReadOnlyList<ItemChoice> ChoicesOf(int[] tokens, int subPrompt, ParameterSet parameters)
    {
        var choices = new List<ItemChoice>(tokens.Length + parameters.Choices.Length + 2);
        if (Shape.Number > 0) choices.Add(new(ItemChoice.Batch, "batch", Number(Shape.Number), choices.Count));
        for (var i = 0; i < tokens.Length; i++)
            if (Shape.ChoiceNames[i] is { } name) choices.Add(new(ItemChoice.Token, name, Rendered[i][tokens[i]], choices.Count));
        if (subPrompt > 0) choices.Add(new(ItemChoice.SubPrompt, "sub_prompt", Number(subPrompt), choices.Count));
        foreach (var (name, value) in parameters.Choices) choices.Add(new(ItemChoice.Parameter, name, value, choices.Count));
        return choices;
    }

    protected abstract IEnumerable<ExpandedItem> WalkAll(int sequence, int from, int count);

    /// <summary>The item of that place, without the items before it.</summary>
    protected abstract ExpandedItem Make(ItemPlace place, int sequence);

    /// <summary>Places drawn evenly from all items, in the order of the enumeration.</summary>
    protected abstract ItemPlace[] Draw(int count, SeededRandom random);

    /// <summary>Draws places one by one until there are enough different ones; for spaces that cannot be numbered.</summary>
    protected static ItemPlace[] DrawByTrying(int count, Func<ItemPlace?> next)
    {
        var drawn = new SortedSet<ItemPlace>(ItemPlace.Order);
        for (var tries = 0L; drawn.Count < count && tries < (long)count * MostTries + 1000; tries++)
        {
            if (next() is { } place) drawn.Add(place);
            else if (drawn.Count == 0 && tries > MostTries) break;
        }
        return [.. drawn];
    }

    ItemPlace[] Drawn() => _drawn ??= Draw(Items, SeededRandom.For(Shape.Seed, SamplePurpose, (ulong)Shape.Number));

    static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
