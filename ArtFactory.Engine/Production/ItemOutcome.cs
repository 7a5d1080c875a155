namespace ArtFactory.Engine.Production;

/// <summary>What a run tells the line when it ended.</summary>
/// <param name="Requeued">The item went back to the queue.</param>
/// <param name="ProviderRest">How long the provider wants to be left alone; null when it does not.</param>
sealed record ItemOutcome(bool Requeued = false, TimeSpan? ProviderRest = null)
{
    public static ItemOutcome Plain { get; } = new();
    public static ItemOutcome Back { get; } = new(true);
}
