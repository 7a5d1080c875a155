namespace ArtFactory.Data.Products;

/// <summary>Paths below the cache folder, made by us; null where there is none.</summary>
/// <param name="Small">Fits a 150 px box.</param>
/// <param name="Medium">Fits a 400 px box.</param>
/// <param name="Large">Fits an 800 px box.</param>
/// <param name="Preview">A short animated preview of a video.</param>
public sealed record ThumbnailPaths(string? Small, string? Medium, string? Large, string? Preview = null);
