namespace ArtFactory.Imaging.Protocol;

/// <summary>What <see cref="ImagingOperation.Draw"/> wrote.</summary>
public sealed record DrawnFile(string Path, string MimeType, int? Width, int? Height, double? DurationSeconds, ulong Seed);
