using System.Numerics;
using ArtFactory.Engine.Expansion.Planning;

namespace ArtFactory.Engine.Expansion;

/// <summary>
/// A parsed order: what is wrong with it, how many items it makes, and the items. Nothing is enumerated but what is asked for.
/// Can be used by several threads, each with its own enumeration.
/// </summary>
public sealed class PromptExpansion
{
    const ulong HandfulPurpose = 4;
    readonly IReadOnlyList<BatchPlan> _batches;
    readonly int _orderCap;

    PromptExpansion(IReadOnlyList<BatchPlan> batches, int orderCap, ExpansionCount count, IReadOnlyList<Diagnostic> diagnostics, bool hasErrors)
    {
        _batches = batches;
        _orderCap = orderCap;
        Count = count;
        Diagnostics = diagnostics;
        HasErrors = hasErrors;
    }

    /// <summary>Everything there is to say about what was typed, caps that are hit included.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether a diagnostic is an error: the order must not be placed as it is. There may be items nevertheless, for a preview.</summary>
    public bool HasErrors { get; }

    public ExpansionCount Count { get; }

    /// <summary>Combinations put together so far, by enumeration, sampling or counting: a measure of work.</summary>
    public long Steps => _batches.Sum(b => b.Steps);

    /// <summary>Reads the request. Fast, and total: any text gives an expansion, with diagnostics if need be.</summary>
    public static PromptExpansion Parse(ExpansionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var diagnostics = new DiagnosticBag();
        var batches = OrderPlanner.Plan(request, diagnostics);
        var count = Sum(batches, request.OrderCap, diagnostics);
        return new(batches, request.OrderCap, count, diagnostics.ToImmutable(), diagnostics.HasErrors);
    }

    /// <summary>The items that will be made, in order, each made when it is asked for.</summary>
    /// <param name="start">How many are passed over, to take up an expansion where it was left.</param>
    public IEnumerable<ExpandedItem> Items(int start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        var sequence = start + 1;
        foreach (var batch in _batches)
        {
            // A lower bound says nothing about where a batch ends, so it is walked to its end.
            var size = batch.ItemsExact ? batch.Items : batch.Shape.Cap;
            if (start >= size && batch.ItemsExact)
            {
                start -= size;
                continue;
            }
            foreach (var item in batch.Walk(sequence, start, int.Min(size, _orderCap + 1 - sequence)))
            {
                yield return item;
                sequence++;
            }
            start = 0;
            if (sequence > _orderCap) yield break;
        }
    }

    /// <summary>Some of the items that will be made, drawn at random without repeats, in their order; without making the others.</summary>
    public IReadOnlyList<ExpandedItem> Sample(int count, ulong seed)
    {
        var random = SeededRandom.For(seed, HandfulPurpose, 0);
        var handful = new List<ExpandedItem>(Math.Min(Math.Max(count, 0), Count.Items));
        if (count <= 0) return handful;
        foreach (var rank in RankSample.Draw(Count.Items, count, ref random))
            handful.AddRange(Items((int)rank).Take(1));
        return handful;
    }

    static ExpansionCount Sum(IReadOnlyList<BatchPlan> batches, int orderCap, DiagnosticBag diagnostics)
    {
        var total = BigInteger.Zero;
        BigInteger items = 0;
        var exact = true;
        var itemsExact = true;
        var capped = false;
        foreach (var batch in batches)
        {
            total += batch.Shape.CapIsWritten ? batch.Items : batch.Asked;
            items += batch.Items;
            exact &= batch.Exact || batch.Shape.CapIsWritten && batch.ItemsExact;
            itemsExact &= batch.ItemsExact;
            if (!batch.IsCapped) continue;
            capped = true;
            diagnostics.Warn("batch-cap", $"This batch asks for {(batch.Exact ? "" : "at least ")}{batch.Asked:#,0} items and makes {batch.Items:#,0}; batch:maxbatchitems:N takes another limit, batch:sample:N picks at random.", "prompt", batch.Shape.Span);
        }
        var orderCapped = items > orderCap;
        if (orderCapped)
        {
            diagnostics.Warn("order-cap", $"This order asks for {items:#,0} items, and an order makes {orderCap:#,0} at most.", "prompt", new(0, 0));
            items = orderCap;
            itemsExact = true;
        }
        return new(total, exact, (int)items, itemsExact, capped, orderCapped);
    }
}
