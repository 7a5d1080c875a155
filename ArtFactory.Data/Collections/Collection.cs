namespace ArtFactory.Data.Collections;

/// <summary>A curated, ordered set of products.</summary>
public sealed class Collection : IKeptRow, ISoftDeleted
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public Guid? CoverProductId { get; set; }

    /// <summary>Products not in the trash; kept by triggers.</summary>
    public int ProductCount { get; set; }

    public bool IsPublic { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public DateTime? DeletedAt { get; set; }
}
