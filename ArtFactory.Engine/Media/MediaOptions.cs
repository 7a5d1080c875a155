using ArtFactory.Engine.Media.S3;

namespace ArtFactory.Engine.Media;

/// <summary>Section <c>Media</c> of the settings: where originals lie.</summary>
internal sealed class MediaOptions
{
    public const string Section = "Media";
    public const string InFolder = "folder";
    public const string InBucket = "s3";

    public string Storage { get; set; } = InFolder;

    /// <summary>The folder; empty for <c>media/</c> in the data folder.</summary>
    public string? Folder { get; set; }

    public S3Options S3 { get; set; } = new();

    public bool IsInBucket => string.Equals(Storage, InBucket, StringComparison.OrdinalIgnoreCase);
}
