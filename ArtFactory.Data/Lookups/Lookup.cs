namespace ArtFactory.Data.Lookups;

/// <summary>A named list of values that feeds the expansion.</summary>
public sealed class Lookup : IKeptRow
{
    public Guid Id { get; set; }

    /// <summary>The name used in tokens; unique.</summary>
    public required string Key { get; set; }

    public IReadOnlyList<string> Values { get; set; } = [];
    public string? Description { get; set; }
    public string? Category { get; set; }

    /// <summary>Shipped with the product; edited copies stay the person's.</summary>
    public bool IsSystem { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
