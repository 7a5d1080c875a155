namespace ArtFactory.Engine.Media;

/// <summary>An original as the store has it.</summary>
/// <param name="RelativePath">As in <see cref="StoredFile"/>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was written or touched, UTC.</param>
public sealed record OriginalFacts(string RelativePath, long Size, DateTime LastModified);
