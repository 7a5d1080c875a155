using Hangfire;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>What the clock calls: asks for the work when there is any.</summary>
public sealed class ScheduledJobRunner(IEnumerable<IScheduledWork> works, LineLease lease, LongJobs jobs)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string kind, CancellationToken cancellationToken)
    {
        // Without the line, another process has it and does this too.
        if (!lease.Held || !await works.First(w => w.Kind == kind).IsNeededAsync(cancellationToken)) return;
        if (await jobs.IsOpenAsync(kind, cancellationToken)) return;
        await jobs.AskAsync(kind);
    }
}
