using System.Numerics;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>A request, read: the model, the expansion, what it costs, and all there is to say about it.</summary>
sealed class OrderPlan
{
    public required OrderRequest Request { get; init; }

    /// <summary>Null when the request names no model there is.</summary>
    public required ModelView? Model { get; init; }

    public required PromptExpansion Expansion { get; init; }
    public required ulong Seed { get; init; }
    public required ExpansionCaps Caps { get; init; }
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>US dollars an item costs at most; null when the price is unknown.</summary>
    public required decimal? CostPerItem { get; init; }

    public int Items => Expansion.Count.Items;
    public bool CanPlace => Model is not null && Items > 0 && !Diagnostics.Any(d => d.Severity == Severity.Error);
    public decimal? Cost => CostPerItem * Items;

    /// <summary>What the caps cut off.</summary>
    public long Capped => (long)BigInteger.Clamp(Expansion.Count.Total - Items, 0, long.MaxValue);

    public Quote ToQuote(int samples)
    {
        var total = Expansion.Count.Total;
        return new()
        {
            Items = Items,
            Total = total > (BigInteger)decimal.MaxValue ? decimal.MaxValue : (decimal)total,
            Exact = Expansion.Count.Exact,
            Cost = Cost,
            CostPerItem = CostPerItem,
            Samples = Samples(samples),
            Diagnostics = Diagnostics,
            CanPlace = CanPlace,
        };
    }

    /// <summary>The parameters of one item as its row keeps them, prompts included.</summary>
    public static ParameterSet GenerationSet(ExpandedItem item)
    {
        var values = new List<KeyValuePair<string, JsonElement>>(item.Parameters.Count + 2) { new("prompt", JsonSerializer.SerializeToElement(item.Prompt)) };
        if (item.NegativePrompt.Length > 0) values.Add(new("negative_prompt", JsonSerializer.SerializeToElement(item.NegativePrompt)));
        values.AddRange(item.Parameters);
        return new(values);
    }

    /// <summary>The price ceiling of one item.</summary>
    public static decimal? CeilingOf(ModelView model, ExpandedItem item) =>
        model.Price.Amount is null or 0 ? model.Price.Amount : PriceCeiling.Of(model.Price, GenerationSet(item));

    List<ExpandedItem> Samples(int wanted)
    {
        if (wanted <= 0) return [];

        // The first, and a random handful of the others.
        var first = Expansion.Items().Take(1).ToList();
        var others = Expansion.Sample(wanted, Seed).Where(i => first.Count == 0 || i.Sequence != first[0].Sequence);
        return [.. first.Concat(others).Take(wanted)];
    }
}
