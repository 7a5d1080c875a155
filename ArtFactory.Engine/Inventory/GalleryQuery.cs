using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Inventory;

/// <summary>What the gallery shows: filters that all must hold. Newest first by id, or oldest first.</summary>
public sealed record GalleryQuery
{
    public Guid? ProjectId { get; init; }
    public Guid? OrderId { get; init; }
    public Guid? CollectionId { get; init; }
    public ProductType? Type { get; init; }
    public bool? Liked { get; init; }

    /// <summary>At least so many stars.</summary>
    public int? MinimumRating { get; init; }

    /// <summary>Tags that all must be on the product.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Provider { get; init; }
    public string? Model { get; init; }

    /// <summary>Words that match prompt, notes and metadata.</summary>
    public string? Text { get; init; }

    public bool OldestFirst { get; init; }
}
