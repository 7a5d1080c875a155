namespace ArtFactory.Engine.Media;

/// <summary>An original that is safely on disk.</summary>
/// <param name="RelativePath">Below the media folder, with forward slashes: <c>originals/ab/cd/abcd….png</c>.</param>
/// <param name="Sha256">Of its content, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WasThere">The same content had been stored before, and that file is used.</param>
public sealed record StoredFile(string RelativePath, string Sha256, long Size, bool WasThere = false);
