namespace ArtFactory.Engine.Media;

/// <summary>A file that the studio drew.</summary>
/// <param name="Path">Absolute path of the file as written.</param>
/// <param name="MimeType">Its type.</param>
/// <param name="Width">Pixels; null for sound.</param>
/// <param name="Height">Pixels; null for sound.</param>
/// <param name="DurationSeconds">Of clips and sounds.</param>
/// <param name="Seed">The seed that was used, also when none was given.</param>
public sealed record DrawnMedia(string Path, string MimeType, int? Width, int? Height, double? DurationSeconds, ulong Seed);
