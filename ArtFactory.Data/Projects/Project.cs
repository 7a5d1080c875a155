namespace ArtFactory.Data.Projects;

/// <summary>A body of work: orders and their products.</summary>
public sealed class Project : IKeptRow, ISoftDeleted
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public ProjectStatus Status { get; set; }

    /// <summary>Products not in the trash; kept by triggers.</summary>
    public int ProductCount { get; set; }

    /// <summary>Orders not in the trash; kept by triggers.</summary>
    public int OrderCount { get; set; }

    /// <summary>Up to four products shown on the project's card, in order.</summary>
    public IReadOnlyList<Guid> FeaturedProductIds { get; set; } = [];

    /// <summary>Project-specific settings.</summary>
    public ParameterSet? Settings { get; set; }

    /// <summary>The most its orders may spend, in US dollars; null for no limit of its own.</summary>
    public decimal? BudgetLimit { get; set; }

    /// <summary>Reserved by its attempts under way, in US dollars.</summary>
    public decimal CostReserved { get; set; }

    /// <summary>Spent so far, in US dollars, also by orders that are deleted meanwhile.</summary>
    public decimal CostSpent { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? DeletedAt { get; set; }
}
