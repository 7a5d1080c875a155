namespace ArtFactory.Engine.Spending;

/// <summary>How spending is split up.</summary>
public enum SpendGroup { Day, Provider, Model, Project }

/// <summary>One line of a table of spending.</summary>
/// <param name="Key">The day (<c>2026-03-01</c>), the provider's id, <c>provider/model</c>, or the project's id; empty for no project.</param>
/// <param name="Name">For a person.</param>
/// <param name="Sum">Of that line.</param>
public sealed record SpendLine(string Key, string Name, SpendSum Sum);

/// <summary>What a day cost at one provider, for a chart.</summary>
public sealed record SpendBar(DateOnly Day, string Provider, decimal Spent);
