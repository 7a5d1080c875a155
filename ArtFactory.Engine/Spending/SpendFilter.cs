namespace ArtFactory.Engine.Spending;

/// <summary>Narrows what is added up; null for all.</summary>
public sealed record SpendFilter(string? Provider = null, string? Model = null, Guid? ProjectId = null)
{
    public static SpendFilter All { get; } = new();
}
