namespace ArtFactory.Engine.Production.Recovery;

/// <summary>An attempt whose end nobody knows.</summary>
/// <param name="Id">Of the attempt.</param>
/// <param name="ItemId">The item; null once it was deleted for good.</param>
/// <param name="OrderId">The order it was for.</param>
/// <param name="SequenceNumber">The item's position in the order.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The provider's own name of the model.</param>
/// <param name="Prompt">Of the item.</param>
/// <param name="PriceCeiling">What stays reserved for it, in US dollars.</param>
/// <param name="ErrorMessage">What was seen of it last.</param>
/// <param name="ReservedAt">When it was reserved (UTC).</param>
/// <param name="RequestId">The provider's id of the request, if it was ever known.</param>
/// <param name="ProviderSays">What the provider answered last; null before it was asked.</param>
/// <param name="AskedCount">How often it was asked.</param>
/// <param name="AskAfter">When it is asked next.</param>
public sealed record UnknownAttempt(
    Guid Id, Guid? ItemId, Guid OrderId, int SequenceNumber, string Provider, string Model, string Prompt, decimal PriceCeiling, string? ErrorMessage,
    DateTime ReservedAt, string? RequestId, string? ProviderSays, int AskedCount, DateTime? AskAfter);

/// <summary>What a person found out about such an attempt.</summary>
public enum AttemptResolution
{
    /// <summary>It was not charged: the item is made anew.</summary>
    TryAgain,

    /// <summary>It was charged, and nothing can be fetched: the ceiling counts as spent, the item has failed.</summary>
    Charged,

    /// <summary>It was not charged, and the item is given up.</summary>
    GiveUp,
}

/// <summary>What a person decides about attempts that no provider can explain.</summary>
public interface IAttemptLedger
{
    Task<IReadOnlyList<UnknownAttempt>> UnknownAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the provider now; answers what it said, in words.</summary>
    /// <exception cref="InvalidInputException">The attempt's end is known meanwhile.</exception>
    Task<string> AskAsync(Guid attemptId, CancellationToken cancellationToken = default);

    /// <summary>The person saw the request at the provider: it is followed under that id.</summary>
    /// <exception cref="InvalidInputException">The attempt's end is known meanwhile, or the id belongs to another attempt.</exception>
    Task FollowAsync(Guid attemptId, string requestId, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">The attempt's end is known meanwhile.</exception>
    Task ResolveAsync(Guid attemptId, AttemptResolution resolution, CancellationToken cancellationToken = default);
}
