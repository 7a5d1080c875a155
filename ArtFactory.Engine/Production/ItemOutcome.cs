using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production;

/// <summary>What a run tells the line when it ended.</summary>
/// <param name="Requeued">The item went back to the queue.</param>
/// <param name="Condition">How its provider stands now; null when nothing changed.</param>
sealed record ItemOutcome(bool Requeued = false, Condition? Condition = null)
{
    public static ItemOutcome Plain { get; } = new();
}
