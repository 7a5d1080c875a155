namespace ArtFactory.Engine.Production.Nodes;

/// <summary>What a process is to the others: <c>web</c> when it serves pages, <c>worker</c> when it does not.</summary>
public sealed record NodeRole(string Name)
{
    public static NodeRole Web { get; } = new("web");
    public static NodeRole Worker { get; } = new("worker");
}
