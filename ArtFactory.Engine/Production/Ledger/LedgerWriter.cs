using System.Collections.Concurrent;
using System.Data.Common;
using ArtFactory.Data;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>
/// The one writer of the line: whatever waits when a transaction begins goes into it together, so that many items share one sync
/// to disk, and none waits for a timer or another thread: who finds nobody writing, writes at once.
/// </summary>
public sealed class LedgerWriter(IDatabaseEngine engine, ISqlDialect dialect, IWriteGate gate, TimeProvider time, ILogger<LedgerWriter> logger) : IAsyncDisposable
{
    const int MostTogether = 512;
    const int MostTries = 5;
    readonly ConcurrentQueue<LedgerTask> _waiting = new();
    readonly List<LedgerTask> _together = [];
    LedgerSession? _session;
    int _leads;
    volatile bool _isDisposed;

    /// <summary>
    /// Runs the act in a transaction, with others that wait; answers once it is committed. The act may run more than once (what
    /// it did before was rolled back), so it changes nothing but the database.
    /// </summary>
    internal Task<T> WriteAsync<T>(Func<LedgerSession, T> act) => WriteAsync(new LedgerAct<T>(act));

    internal Task WriteAsync(Action<LedgerSession> act) => WriteAsync(session =>
    {
        act(session);
        return true;
    });

    /// <summary>The same for an act that claims, and so judges budgets and limits.</summary>
    internal Task<T> ClaimAsync<T>(Func<LedgerSession, T> act) => WriteAsync(new LedgerAct<T>(act, claims: true));

    /// <summary>Writes an item that was made, with others that wait.</summary>
    internal Task<Kept> WriteAsync(Completion made) => WriteAsync(new CompletionTask(made));

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        while (Interlocked.CompareExchange(ref _leads, 1, 0) != 0) await Task.Delay(1, CancellationToken.None);
        if (_session is not null) await _session.DisposeAsync();
        _session = null;
    }

    Task<T> WriteAsync<T>(LedgerTask<T> task)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _waiting.Enqueue(task);
        if (Interlocked.CompareExchange(ref _leads, 1, 0) == 0) _ = LeadAsync();
        return task.Committed;
    }

    /// <summary>Writes what waits, once; what came meanwhile is the pool's, so that a page's thread never works for others for long.</summary>
    async Task LeadAsync()
    {
        // The caller may be a page with a thread of its own to come back to: the writer does not need it.
        using (await gate.EnterAsync().ConfigureAwait(false))
        {
            while (_together.Count < MostTogether && _waiting.TryDequeue(out var task)) _together.Add(task);
            try
            {
                // It may have broken while nobody wrote.
                if (_session is { Connection.State: not System.Data.ConnectionState.Open }) await ForgetSessionAsync().ConfigureAwait(false);
                _session ??= new LedgerSession(await engine.OpenConnectionAsync().ConfigureAwait(false), dialect, engine.HasSingleWriter, time);
                await CommitAsync(_session, _together).ConfigureAwait(false);
                if (_session.Connection.State != System.Data.ConnectionState.Open) await ForgetSessionAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await ForgetSessionAsync().ConfigureAwait(false);
                foreach (var task in _together) task.Fail(e);
            }
        }

        var written = _together.ToArray();
        _together.Clear();
        Volatile.Write(ref _leads, 0);
        if (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _leads, 1, 0) == 0) _ = Task.Run(LeadAsync);
        foreach (var task in written) task.Announce();
    }

    async Task CommitAsync(LedgerSession session, List<LedgerTask> together)
    {
        var failure = await TryCommitAsync(session, together).ConfigureAwait(false);
        if (failure is null) return;
        if (together.Count == 1)
        {
            together[0].Fail(failure);
            return;
        }

        // One of them is at fault: each alone, so that only that one fails.
        foreach (var task in together)
        {
            if (await TryCommitAsync(session, [task]).ConfigureAwait(false) is { } own) task.Fail(own);
        }
    }

    async Task<Exception?> TryCommitAsync(LedgerSession session, List<LedgerTask> tasks)
    {
        for (var number = 1; ; number++)
        {
            DbTransaction? transaction = null;
            try
            {
                transaction = await engine.BeginWriteAsync(session.Connection).ConfigureAwait(false);
                session.Begin(transaction);
                LedgerTask.Run(session, tasks);
                session.Finish();
                FailPoints.Hit(FailPoints.BeforeCommit);
                await transaction.CommitAsync().ConfigureAwait(false);
                FailPoints.Hit(FailPoints.AfterCommit);
                return null;
            }
            catch (Exception e)
            {
                if (transaction is not null) await RollBackAsync(transaction).ConfigureAwait(false);
                if (e is not DbException || number == MostTries || session.Connection.State != System.Data.ConnectionState.Open) return e;

                // Another process writes, or the disk was busy for a moment.
                logger.LogDebug(e, "A write of the line is tried again");
                await Task.Delay(TimeSpan.FromMilliseconds(10 * number), time).ConfigureAwait(false);
            }
            finally
            {
                if (transaction is not null) await transaction.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>A connection that broke takes its prepared commands along; the next write opens another.</summary>
    async ValueTask ForgetSessionAsync()
    {
        if (_session is not { } session) return;
        _session = null;
        try
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "The line's connection had ended by itself");
        }
    }

    async Task RollBackAsync(DbTransaction transaction)
    {
        try
        {
            await transaction.RollbackAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "The transaction had ended by itself");
        }
    }
}
