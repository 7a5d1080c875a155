using ArtFactory.Engine.Production.Ledger;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>
/// Writes of an item that is under way. What a provider has accepted or made is in hand, and may be paid: while the database is away
/// such a write waits for it, and gives up only when the process has to end.
/// </summary>
/// <param name="bench">What the line works with.</param>
/// <param name="cutOff">Cancelled when a stopping process can wait no longer.</param>
sealed class PatientLedger(Workbench bench, CancellationToken cutOff)
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="LedgerWriter.WriteAsync{T}(Func{LedgerSession, T})"/>
    /// <remarks>An act that was committed, but whose answer was lost, runs again: it must change nothing then.</remarks>
    public Task<T> WriteAsync<T>(Func<LedgerSession, T> act) => PatientlyAsync(() => bench.Ledger.WriteAsync(act));

    /// <inheritdoc cref="WriteAsync{T}(Func{LedgerSession, T})"/>
    public Task WriteAsync(Action<LedgerSession> act) => WriteAsync(session =>
    {
        act(session);
        return true;
    });

    /// <inheritdoc cref="WriteAsync{T}(Func{LedgerSession, T})"/>
    public Task<Kept> WriteAsync(Completion made) => PatientlyAsync(() => bench.Ledger.WriteAsync(made));

    async Task<T> PatientlyAsync<T>(Func<Task<T>> write)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await write();
            }
            catch (Exception e) when (bench.Engine.IsAway(e) && !cutOff.IsCancellationRequested)
            {
                bench.Logger.LogDebug(e, "The database is away; what became of an item is written when it is back");
                await Task.Delay(pause, bench.Time, cutOff).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
