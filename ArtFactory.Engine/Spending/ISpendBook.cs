namespace ArtFactory.Engine.Spending;

/// <summary>Adds up the ledger.</summary>
public interface ISpendBook
{
    Task<SpendSum> TotalAsync(SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Days newest first; the others by what they cost.</summary>
    Task<IReadOnlyList<SpendLine>> ByAsync(SpendGroup group, SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>What each day cost at each provider, in the order of days.</summary>
    Task<IReadOnlyList<SpendBar>> BarsAsync(SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default);
}
