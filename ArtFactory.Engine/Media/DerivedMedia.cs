using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Engine.Media;

/// <summary>What was made from a file, and what was seen in it.</summary>
/// <param name="Facts">Type by content, dimensions, duration.</param>
/// <param name="Thumbnails">Absolute paths from <see cref="IImagingClient"/>; relative to the cache from <see cref="ThumbnailMaker"/>.</param>
/// <param name="PerceptualHash">64 bits; pictures that look alike differ in few of them. Null for sound.</param>
/// <param name="Colors">Up to five dominant colours as <c>#rrggbb</c>, the most frequent first.</param>
public sealed record DerivedMedia(MediaFacts Facts, ThumbnailPaths Thumbnails, ulong? PerceptualHash, IReadOnlyList<string> Colors);
