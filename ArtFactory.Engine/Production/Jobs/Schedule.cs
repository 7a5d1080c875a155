using Hangfire;
using Hangfire.Storage;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>The scheduled work, as the job engine keeps it.</summary>
public sealed class Schedule(IEnumerable<IScheduledWork> works, IRecurringJobManager manager, JobStorage storage)
{
    /// <summary>Puts everything on the clock; harmless when called again.</summary>
    public async Task SetAsync(CancellationToken cancellationToken = default)
    {
        foreach (var work in works)
        {
            var kind = work.Kind;
            manager.AddOrUpdate<ScheduledJobRunner>(kind, runner => runner.RunAsync(kind, CancellationToken.None), await work.CronAsync(cancellationToken),
                new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
        }
    }

    /// <summary>What is on the clock of this process; nothing before the line runs here.</summary>
    public IReadOnlyList<ScheduledJob> List()
    {
        using var connection = storage.GetConnection();
        var known = connection.GetRecurringJobs().ToDictionary(j => j.Id, StringComparer.Ordinal);
        return [.. works.OrderBy(w => w.Title, StringComparer.Ordinal).Select(work =>
        {
            var job = known.GetValueOrDefault(work.Kind);
            return new ScheduledJob(work.Kind, work.Title, job?.Cron ?? "", job?.LastExecution, job?.LastJobState, job?.NextExecution);
        })];
    }

    /// <exception cref="InvalidInputException">There is no such job.</exception>
    public void RunNow(string id)
    {
        if (!works.Any(w => w.Kind == id)) throw new InvalidInputException("job", $"There is no scheduled job '{id}'.");
        manager.Trigger(id);
    }
}
