using ArtFactory.Data;
using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Inventory;

/// <summary>One product with everything the viewer shows.</summary>
public sealed record ProductDetail(
    Guid Id, ProductType Type, string FilePath, long? FileSize, string? FileHash, ThumbnailPaths? Thumbnails, int? Width, int? Height,
    double? Duration, string? MimeType, ParameterSet? Metadata, string? Prompt, string? NegativePrompt, bool Liked, int? Rating, string? Notes,
    string? DeriveError, DateTime CreatedAt, DateTime? DeletedAt, Guid? ProjectId, string? ProjectName, Guid? OrderId, Guid? OrderItemId,
    int? SequenceNumber, string? Provider, string? Model, string? ModelName, ParameterSet? Generation, ParameterSet? Actual,
    ParameterSet? Returned, decimal? Cost, IReadOnlyList<Orders.ItemChoiceView> Choices, IReadOnlyList<TagView> Tags,
    IReadOnlyList<CollectionLink> Collections)
{
    /// <summary>Its project's card shows it before all others.</summary>
    public bool IsFeatured { get; init; }
}

/// <summary>A tag as it is shown.</summary>
public sealed record TagView(Guid Id, string Name, string? Color);

/// <summary>A collection the product is in.</summary>
public sealed record CollectionLink(Guid Id, string Name);
