namespace ArtFactory.Data.Operations;

/// <summary>One process that works on the library, as it last reported itself.</summary>
public sealed class Node
{
    /// <summary>The name under which it holds items: no other process ever has the same.</summary>
    public required string Owner { get; set; }

    /// <summary>The machine's name and the process's number: what a person looks for.</summary>
    public required string Name { get; set; }

    /// <summary><c>web</c> for one that serves pages, <c>worker</c> for one that does not.</summary>
    public required string Role { get; set; }

    /// <summary>The program's version, which differs while a cluster is being upgraded.</summary>
    public required string Version { get; set; }

    /// <summary>Items under way in it.</summary>
    public int Running { get; set; }

    public DateTime StartedAt { get; set; }
    public DateTime SeenAt { get; set; }
}
