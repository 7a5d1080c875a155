namespace ArtFactory.Engine.Production.Recovery;

/// <summary>An attempt whose end nobody knows.</summary>
public sealed record UnknownAttempt(
    Guid Id, Guid ItemId, Guid OrderId, int SequenceNumber, string Provider, decimal PriceCeiling, string? ErrorMessage, DateTime ReservedAt);

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

    /// <exception cref="InvalidInputException">The attempt's end is known meanwhile.</exception>
    Task ResolveAsync(Guid attemptId, AttemptResolution resolution, CancellationToken cancellationToken = default);
}
