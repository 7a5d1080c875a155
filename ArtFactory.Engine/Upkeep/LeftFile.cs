using ArtFactory.Data.Products;

namespace ArtFactory.Engine.Upkeep;

/// <summary>The files a deleted product leaves, unless another row has the same content.</summary>
sealed record LeftFile(string Path, string? Hash, string? Small, string? Medium, string? Large, string? Preview)
{
    public static LeftFile Of(string path, string? hash, ThumbnailPaths? thumbnails) =>
        new(path, hash, thumbnails?.Small, thumbnails?.Medium, thumbnails?.Large, thumbnails?.Preview);

    public IEnumerable<string> Thumbnails => new[] { Small, Medium, Large, Preview }.OfType<string>();
}
