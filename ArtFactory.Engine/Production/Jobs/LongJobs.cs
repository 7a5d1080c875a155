using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production.Ledger;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>
/// Asks for long work, and hands what waits to the job engine. The row is the intent: a restart, or a line that takes over, finds
/// there what is unfinished.
/// </summary>
public sealed class LongJobs(LedgerWriter ledger, IDbContextFactory<FactoryContext> contexts, IBackgroundJobClient client, LineSignal signal, IChangeFeed feed, TimeProvider time)
{
    /// <summary>What was handed over and has not begun after this time is handed over again: whoever took it may be gone.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    readonly ConcurrentDictionary<Guid, DateTimeOffset> _handedOver = new();

    /// <summary>Writes the intent; the line of the data folder takes it up. Answers the job's id.</summary>
    public async Task<Guid> AskAsync(string kind, Guid? subject = null, ParameterSet? arguments = null)
    {
        var id = await ledger.WriteAsync(session => session.Jobs.Insert(kind, subject, arguments));
        signal.OrdersChanged();
        feed.Publish(new(ChangeKind.Job, id));
        return id;
    }

    /// <summary>Whether such work waits or runs.</summary>
    public async Task<bool> IsOpenAsync(string kind, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BackgroundJobs.AnyAsync(
            j => j.Kind == kind && (j.State == BackgroundJobState.Pending || j.State == BackgroundJobState.Running), cancellationToken);
    }

    public async Task CancelAsync(Guid job)
    {
        await ledger.WriteAsync(session => session.Jobs.RequestCancel(job));
        feed.Publish(new(ChangeKind.Job, job));
    }

    /// <summary>Hands over what is unfinished and not in hand. That several lines do, or one does again, is harmless: a job runs once at a time.</summary>
    internal async Task HandOverAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.BackgroundJobs
            .Where(j => j.State == BackgroundJobState.Pending || j.State == BackgroundJobState.Running)
            .OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(cancellationToken);
        foreach (var job in waiting)
        {
            var now = time.GetUtcNow();
            if (_handedOver.TryGetValue(job, out var moment) && now - moment < Patience) continue;
            _handedOver[job] = now;
            client.Enqueue<LongJobRunner>(runner => runner.RunAsync(job, CancellationToken.None));
        }
    }

    /// <summary>A node is gone, perhaps with a job in hand: all that is unfinished is handed over again.</summary>
    internal void Forget() => _handedOver.Clear();

    internal void Ended(Guid job) => _handedOver.TryRemove(job, out _);
}
