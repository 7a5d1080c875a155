namespace ArtFactory.Engine.Spending;

/// <summary>Compares the sums that are kept with the attempts they are of.</summary>
public interface ILedgerCheck
{
    /// <summary>What does not agree, in words; empty when all does. Nothing is changed.</summary>
    Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken = default);
}
