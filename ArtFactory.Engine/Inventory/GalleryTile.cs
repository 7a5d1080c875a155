using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Inventory;

/// <summary>One product as a tile of the grid: nothing a tile does not show.</summary>
/// <param name="Thumbnail">Path of the medium (400 px) thumbnail below the cache folder; null when there is none yet.</param>
/// <param name="Preview">Path of the animated preview of a video.</param>
/// <param name="Duration">Seconds.</param>
public sealed record GalleryTile(
    Guid Id, ProductType Type, int? Width, int? Height, double? Duration, bool Liked, int? Rating, string? Prompt, string? Thumbnail,
    string? Preview, string? DeriveError, DateTime CreatedAt);
