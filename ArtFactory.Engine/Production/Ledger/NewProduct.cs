using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>A product whose file is in its place, about to become a row.</summary>
sealed record NewProduct
{
    public required Guid Id { get; init; }
    public required ProductType Type { get; init; }
    public required StoredFile File { get; init; }
    public string? MimeType { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public double? Duration { get; init; }

    /// <summary>Paths below the cache; null when there are none.</summary>
    public Data.Products.ThumbnailPaths? Thumbnails { get; init; }

    public ParameterSet? Metadata { get; init; }
    public string? Prompt { get; init; }
    public ulong? PerceptualHash { get; init; }
    public string? DeriveError { get; init; }
}
