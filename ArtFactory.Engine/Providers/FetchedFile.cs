namespace ArtFactory.Engine.Providers;

/// <summary>An output on disk, in a temporary file the line now owns.</summary>
/// <param name="Path">Absolute, on the store's file system.</param>
/// <param name="MimeType">As far as known; the content decides in the end.</param>
public sealed record FetchedFile(string Path, string? MimeType);
