using System.Numerics;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Expansion;
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
    public IReadOnlyList<Diagnostic> Diagnostics { get; set; } = [];

    /// <summary>What it costs at most.</summary>
    public PlanCost Price { get; set; } = PlanCost.Unknown;

    /// <summary>How often equal items were made before, by parameter hash; null when that is not asked.</summary>
    public IReadOnlyDictionary<string, int>? Made { get; set; }

    /// <summary>Only what was made before this moment (UTC) counts as made.</summary>
    public required DateTime MadeBefore { get; init; }

    /// <summary>Items of the expansion, those that were made before included.</summary>
    public int Items => Expansion.Count.Items;

    /// <summary>Items that will be rows.</summary>
    public int NewItems => Items - Price.Skipped;

    public bool CanPlace => Model is not null && Items > 0 && !Diagnostics.Any(d => d.Severity == Severity.Error);
    public decimal? Cost => Price.All;

    /// <summary>What the caps cut off.</summary>
    public long Capped => (long)BigInteger.Clamp(Expansion.Count.Total - Items, 0, long.MaxValue);

    public Quote ToQuote(int samples)
    {
        var total = Expansion.Count.Total;
        return new()
        {
            Items = NewItems,
            Total = total > (BigInteger)decimal.MaxValue ? decimal.MaxValue : (decimal)total,
            Exact = Expansion.Count.Exact,
            Cost = Cost,
            CostPerItem = Price.PerItem,
            Split = Model is null ? [] : [LineOf(Model)],
            Skipped = Price.Skipped,
            Saved = Price.Saved,
            Samples = Samples(samples),
            Diagnostics = Diagnostics,
            CanPlace = CanPlace,
        };
    }

    /// <summary>Where the price follows the parameters, no one figure a unit holds for all items: the dearest item's is told.</summary>
    QuoteLine LineOf(ModelView model) => model.Price.Variants.Count == 0
        ? new(model.ProviderId, model.ModelId, model.Name, NewItems, model.Price.Amount, model.Price.Unit, Cost)
        : new(model.ProviderId, model.ModelId, model.Name, NewItems, Price.PerItem, "item at most", Cost);

    /// <summary>The parameters of one item as its row keeps them, prompts included.</summary>
    public static ParameterSet GenerationSet(ExpandedItem item)
    {
        var values = new List<KeyValuePair<string, JsonElement>>(item.Parameters.Count + 2) { new("prompt", JsonSerializer.SerializeToElement(item.Prompt)) };
        if (item.NegativePrompt.Length > 0) values.Add(new("negative_prompt", JsonSerializer.SerializeToElement(item.NegativePrompt)));
        values.AddRange(item.Parameters);
        return new(values);
    }

    List<ExpandedItem> Samples(int wanted)
    {
        if (wanted <= 0) return [];

        // The first, and a random handful of the others.
        var first = Expansion.Items().Take(1).ToList();
        var others = Expansion.Sample(wanted, Seed).Where(i => first.Count == 0 || i.Sequence != first[0].Sequence);
        return [.. first.Concat(others).Take(wanted)];
    }
}
