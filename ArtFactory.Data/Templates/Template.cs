namespace ArtFactory.Data.Templates;

/// <summary>A saved order: prompt markup and parameters for one model.</summary>
public sealed class Template : IKeptRow
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public required string Provider { get; set; }
    public required string Model { get; set; }
    public required ParameterSet ParameterSet { get; set; }

    /// <summary>The project it belongs to; null for none.</summary>
    public Guid? ProjectId { get; set; }

    /// <summary>Offered in every project.</summary>
    public bool IsGlobal { get; set; }

    public int UsageCount { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
}
