namespace ArtFactory.Engine.Production.Nodes;

/// <summary>One process that works on the library, as a page shows it.</summary>
/// <param name="Name">The machine and the number of the process.</param>
/// <param name="Role"><c>web</c> or <c>worker</c>.</param>
/// <param name="Running">Items under way in it, when it last reported.</param>
/// <param name="Work">What it works on: the prompt of the item it began last; null when nothing.</param>
/// <param name="IsHere">Whether it is the process that answers.</param>
public sealed record NodeView(string Name, string Role, string Version, int Running, string? Work, DateTime StartedAt, DateTime SeenAt, bool IsHere);
