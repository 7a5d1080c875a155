namespace ArtFactory.Data.Orders;

/// <summary>One request for products of one provider's model: the base parameter set and what became of it.</summary>
public sealed class Order : IKeptRow, ISoftDeleted
{
    public Guid Id { get; set; }
    public Guid? ProjectId { get; set; }

    /// <summary>The provider's id (<c>studio</c>).</summary>
    public required string Provider { get; set; }

    /// <summary>The provider's own name of the model (<c>flow-field</c>).</summary>
    public required string Model { get; set; }

    public string? ModelFamily { get; set; }
    public string? ModelModality { get; set; }
    public OrderStatus Status { get; set; }

    /// <summary>What the person typed: <c>prompt</c>, <c>negative_prompt</c> and the parameters before interpolation.</summary>
    public required ParameterSet BaseParameterSet { get; set; }

    /// <summary>Items after expansion; grows while the expansion runs, see <see cref="ExpandedAt"/>.</summary>
    public int ExpandedCount { get; set; }

    public int CompletedCount { get; set; }
    public int FailedCount { get; set; }
    public int CancelledCount { get; set; }
    public Guid? TemplateId { get; set; }

    /// <summary>The order whose items this one repeats or continues; null for a new one.</summary>
    public Guid? SourceOrderId { get; set; }

    /// <summary>The seed of every random choice in the expansion.</summary>
    public ulong Seed { get; set; }

    /// <summary>Higher goes first; 0 is usual.</summary>
    public int Priority { get; set; }

    /// <summary>The most the order may spend, in US dollars; null for no limit of its own.</summary>
    public decimal? BudgetLimit { get; set; }

    /// <summary>The most one item may cost, in US dollars, as a person said because the price is unknown; null where none is needed.</summary>
    public decimal? ItemCeiling { get; set; }

    /// <summary>Price ceiling of all items, in US dollars, at the time of placing; null when a price is unknown.</summary>
    public decimal? CostPlanned { get; set; }

    /// <summary>Reserved by attempts under way, in US dollars.</summary>
    public decimal CostReserved { get; set; }

    /// <summary>Spent so far, in US dollars.</summary>
    public decimal CostSpent { get; set; }

    /// <summary>Items left out because an equal one had been made before.</summary>
    public int SkippedCount { get; set; }

    /// <summary>What those would have cost at most, in US dollars.</summary>
    public decimal CostSaved { get; set; }

    /// <summary>How many items the caps cut off; 0 when everything was made.</summary>
    public long CappedCount { get; set; }

    /// <summary>Where the order came from: <c>web</c>, <c>cli</c> or <c>api</c>.</summary>
    public string? Origin { get; set; }

    /// <summary>When the last item was written; null while the expansion is under way.</summary>
    public DateTime? ExpandedAt { get; set; }

    /// <summary>Since when nothing new is submitted; null when it runs.</summary>
    public DateTime? PausedAt { get; set; }

    /// <summary>What holds it back, by name (<c>order_budget</c>, <c>day_budget</c>, <c>payment</c>, ...); the words are in <see cref="ErrorMessage"/>.</summary>
    public string? StoppedBy { get; set; }

    /// <summary>When it is looked at again by itself; null when only a person changes anything.</summary>
    public DateTime? StoppedUntil { get; set; }

    public string? ErrorMessage { get; set; }
    public DateTime? CompletedAt { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? DeletedAt { get; set; }

    public List<OrderItem> Items { get; } = [];

    /// <summary>Position in arrival order, given by the database; the key of the full-text index.</summary>
    public long? Seq { get; private set; }
}
