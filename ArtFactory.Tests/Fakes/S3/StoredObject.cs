namespace ArtFactory.Tests.Fakes.S3;

/// <summary>An object in a fake bucket.</summary>
public sealed record StoredObject(byte[] Content, string Type, DateTimeOffset Modified, string? Sha256);
