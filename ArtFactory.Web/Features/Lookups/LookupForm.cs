using ArtFactory.Engine.Projects;

namespace ArtFactory.Web.Features.Lookups;

/// <summary>A lookup while it is edited: its values are one text, a line each.</summary>
public sealed class LookupForm
{
    public Guid Id { get; init; }
    public string Key { get; set; } = "";
    public string Category { get; set; } = "";
    public string Description { get; set; } = "";
    public string Values { get; set; } = "";

    /// <summary>The lines that hold something, trimmed.</summary>
    public IReadOnlyList<string> Lines => Values.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static LookupForm Of(LookupView lookup) => new()
    {
        Id = lookup.Id,
        Key = lookup.Key,
        Category = lookup.Category ?? "",
        Description = lookup.Description ?? "",
        Values = string.Join('\n', lookup.Values),
    };
}
