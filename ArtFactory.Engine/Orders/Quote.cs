using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Engine.Orders;

/// <summary>What an order would make and cost.</summary>
public sealed record Quote
{
    /// <summary>Items that will be made, after the caps.</summary>
    public required long Items { get; init; }

    /// <summary>All combinations, before the caps; a decimal because it may pass 10^18. Exact only if <see cref="Exact"/>.</summary>
    public required decimal Total { get; init; }

    /// <summary>Whether the counts are exact; otherwise "at least".</summary>
    public required bool Exact { get; init; }

    /// <summary>US dollars for all items at the model's price; null when the price is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>US dollars for one item, for the dearest where they differ; null when unknown.</summary>
    public decimal? CostPerItem { get; init; }

    /// <summary>Whether the provider itself says so, for just these items; otherwise it is reckoned from the model's price.</summary>
    public bool IsCostTold { get; init; }

    /// <summary>The same by provider and model.</summary>
    public IReadOnlyList<QuoteLine> Split { get; init; } = [];

    /// <summary>Items left out because equal ones were made before.</summary>
    public int Skipped { get; init; }

    /// <summary>US dollars those would have cost at most.</summary>
    public decimal Saved { get; init; }

    /// <summary>Budgets that would stop the order before its end.</summary>
    public IReadOnlyList<BudgetView> Budgets { get; init; } = [];

    /// <summary>The first and a random handful of items.</summary>
    public IReadOnlyList<ExpandedItem> Samples { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether the order can be placed as it stands.</summary>
    public bool CanPlace { get; init; }
}
