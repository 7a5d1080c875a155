namespace ArtFactory.Imaging.Protocol;

/// <summary>What <see cref="ImagingOperation.Derive"/> wrote into the target folder, as file names, and what it saw.</summary>
/// <param name="Facts">Type, dimensions, duration.</param>
/// <param name="Small">WebP that fits a box of 150 pixels.</param>
/// <param name="Medium">WebP that fits a box of 400 pixels.</param>
/// <param name="Large">WebP that fits a box of 800 pixels.</param>
/// <param name="Preview">A short animated WebP, of clips and animated pictures.</param>
/// <param name="PerceptualHash">64 bits; pictures that look alike differ in few of them. Null for sound.</param>
/// <param name="Colors">Up to five dominant colours as <c>#rrggbb</c>, the most frequent first.</param>
public sealed record DerivedFiles(
    MediaFacts Facts,
    string Small,
    string Medium,
    string Large,
    string? Preview,
    ulong? PerceptualHash,
    IReadOnlyList<string> Colors);
