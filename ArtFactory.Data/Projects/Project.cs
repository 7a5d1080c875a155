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

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? DeletedAt { get; set; }
}
