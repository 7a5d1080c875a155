namespace ArtFactory.Imaging.Protocol;

/// <summary>One message: a header, and bytes that belong to it.</summary>
public sealed record Frame<T>(T Header, ReadOnlyMemory<byte> Payload)
    where T : class;
