namespace ArtFactory.Imaging.Studio;

/// <summary>What was drawn: the file, and what a listing wants to know of it without opening it.</summary>
/// <param name="Path">The written file.</param>
/// <param name="Width">Pixels; null for sound.</param>
/// <param name="Height">Pixels; null for sound.</param>
/// <param name="DurationSeconds">Null for pictures.</param>
/// <param name="Seed">The seed that, with the same parameters, gives the same bytes again.</param>
internal sealed record StudioResult(string Path, string MimeType, int? Width, int? Height, double? DurationSeconds, ulong Seed);
