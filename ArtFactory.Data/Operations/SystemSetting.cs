namespace ArtFactory.Data.Operations;

/// <summary>One setting a person changed or the seed put there.</summary>
public sealed class SystemSetting
{
    public required string Key { get; set; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }

    public string? Description { get; set; }
    public DateTime UpdatedAt { get; set; }
}
