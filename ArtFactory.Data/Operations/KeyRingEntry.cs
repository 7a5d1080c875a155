namespace ArtFactory.Data.Operations;

/// <summary>One key of the ring that seals secrets, where several nodes share it.</summary>
public sealed class KeyRingEntry
{
    public Guid Id { get; set; }
    public required string Name { get; set; }

    /// <summary>The key as the framework writes it: XML.</summary>
    public required string Content { get; set; }

    public DateTime CreatedAt { get; set; }
}
