namespace ArtFactory.Imaging.Pictures;

/// <summary>Where thumbnails go, and how they are compressed.</summary>
/// <param name="Folder">Absolute path of an existing folder.</param>
/// <param name="Quality">WebP quality, 1 to 100.</param>
/// <param name="Effort">WebP effort, 0 to 6.</param>
internal sealed record ThumbnailTarget(string Folder, int Quality, int Effort)
{
    public string PathOf(string name) => Path.Combine(Folder, name);
}
