namespace ArtFactory.Engine.Media.S3;

/// <summary>An object as a bucket tells of it.</summary>
/// <param name="Sha256">Of its content in hexadecimal digits, where the server keeps and tells it.</param>
/// <param name="Checksum">As the server tells it: of an object that was written in parts, the hash of their hashes and their number.</param>
internal sealed record ObjectFacts(long Size, DateTime LastModified, string? Sha256, string? Checksum);
