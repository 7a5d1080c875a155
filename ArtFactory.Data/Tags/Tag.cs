namespace ArtFactory.Data.Tags;

/// <summary>A label for projects, orders, products and collections.</summary>
public sealed class Tag
{
    public Guid Id { get; set; }
    public required string Name { get; set; }

    /// <summary><c>#rrggbb</c>; null for the neutral one.</summary>
    public string? Color { get; set; }

    public string? Description { get; set; }

    /// <summary>Things not in the trash that carry it; kept by triggers.</summary>
    public int UsageCount { get; set; }

    public DateTime CreatedAt { get; set; }
}
