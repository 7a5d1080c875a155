using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Upkeep;

/// <summary>A stored file that many products of a demonstration library share.</summary>
/// <param name="Model">The studio's model that drew it.</param>
/// <param name="Duration">Seconds, of clips and sounds.</param>
public sealed record DemoPicture(
    ProductType Type, string Model, string Path, string Hash, long Size, string MimeType, int? Width, int? Height, double? Duration,
    ThumbnailPaths? Thumbnails, long? PerceptualHash);
