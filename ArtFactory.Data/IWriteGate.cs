namespace ArtFactory.Data;

/// <summary>
/// Lets one writer of this process at a time through to an engine that takes one anyway: a queue in memory is fair and costs
/// microseconds, where the engine's own busy waiting starves whoever sleeps at the wrong moment.
/// </summary>
public interface IWriteGate
{
    /// <summary>Waits for its turn; dispose what it returns as soon as the transaction has ended. Not re-entrant.</summary>
    ValueTask<WritePass> EnterAsync(CancellationToken cancellationToken = default);
}
