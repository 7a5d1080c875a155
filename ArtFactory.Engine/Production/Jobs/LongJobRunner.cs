using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production.Ledger;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>Runs one piece of long work for the job engine, and writes in its row how it goes.</summary>
public sealed class LongJobRunner(
    IEnumerable<ILongWork> works, IEnumerable<IScheduledWork> scheduled, LongJobs jobs, LedgerWriter ledger, IDatabaseEngine engine, IDbContextFactory<FactoryContext> contexts,
    IChangeFeed feed, TimeProvider time,
    ILogger<LongJobRunner> logger)
{
    static readonly TimeSpan CancelWatch = TimeSpan.FromSeconds(1);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid id, CancellationToken cancellationToken)
    {
        // It may have been handed over twice, by two nodes or before and after a restart; whoever holds it sees it through.
        await using var held = await engine.TryLockAsync($"job {id}", cancellationToken);
        if (held is null) return;
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await context.BackgroundJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, cancellationToken);
            if (row is null || !await WriteAsync(held, session => session.Jobs.Start(id))) return;
            var job = new LongJob(id, row.SubjectId, row.Arguments ?? ParameterSet.Empty, async (done, total) =>
            {
                await WriteAsync(held, session => session.Jobs.Report(id, done, total));
                feed.Publish(new(ChangeKind.Job, id));
            })
            {
                Guard = session => Guard(held, session),
            };
            await RunAsync(job, held, works.Concat(scheduled).FirstOrDefault(w => w.Kind == row.Kind) ?? throw new InvalidOperationException($"Nothing here does '{row.Kind}'."), cancellationToken);
        }
        catch (LockLostException e)
        {
            // Its row stays unfinished: who has the lock now goes on with it, or it is handed over again.
            logger.LogWarning(e, "The job {Job} stops here: its lock is gone", id);
        }
        finally
        {
            jobs.Ended(id);
            feed.Publish(new(ChangeKind.Job, id));
        }
    }

    /// <summary>Refuses to write when another may have the job by now.</summary>
    static void Guard(IHeldLock held, LedgerSession session)
    {
        if (!held.StillHolds(session.Connection, session.Transaction)) throw new LockLostException();
    }

    Task<T> WriteAsync<T>(IHeldLock held, Func<LedgerSession, T> act) => ledger.WriteAsync(session =>
    {
        Guard(held, session);
        return act(session);
    });

    Task<bool> WriteAsync(IHeldLock held, Action<LedgerSession> act) => WriteAsync(held, session =>
    {
        act(session);
        return true;
    });

    async Task RunAsync(LongJob job, IHeldLock held, ILongWork work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        var watch = WatchAsync(job.Id, stop);
        try
        {
            await work.RunAsync(job, stop.Token);
            await WriteAsync(held, session => session.Jobs.End(job.Id, "done"));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process ends: the row stays unfinished, and the next start takes it up.
        }
        catch (Exception e) when (held.Lost.IsCancellationRequested)
        {
            // Whatever it says, it was stopped because of that.
            throw e as LockLostException ?? new LockLostException(e);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await WriteAsync(held, session => session.Jobs.End(job.Id, "cancelled"));
        }
        catch (Exception e) when (engine.IsAway(e))
        {
            // No fault of the work: its row stays unfinished, and it is handed over again when the database is back.
            logger.LogWarning("The job {Kind} {Job} waits for the database, which is away", work.Kind, job.Id);
        }
        catch (Exception e) when (e is not LockLostException)
        {
            logger.LogError(e, "The job {Kind} {Job} failed", work.Kind, job.Id);
            await WriteAsync(held, session => session.Jobs.End(job.Id, "failed", e.Message));
        }
        finally
        {
            await stop.CancelAsync();
            await watch;
        }
    }

    /// <summary>Looks now and then whether a person, perhaps in another process, wants it to end.</summary>
    async Task WatchAsync(Guid job, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(CancelWatch, time, stop.Token);
                await using var context = await contexts.CreateDbContextAsync(stop.Token);
                if (!await context.BackgroundJobs.AnyAsync(j => j.Id == job && j.CancelRequested, stop.Token)) continue;
                await stop.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
        catch (Exception e)
        {
            logger.LogDebug(e, "Whether job {Job} is to end could not be seen", job);
        }
    }
}
