namespace ArtFactory.Engine.Media;

/// <summary>WebP files that fit boxes of 150, 400 and 800 pixels, and a short animated one where there is motion.</summary>
public sealed record ThumbnailPaths(string Small, string Medium, string Large, string? Preview = null);
