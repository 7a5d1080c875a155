using Hangfire;
using Hangfire.Storage;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>The scheduled work, as the job engine keeps it.</summary>
public sealed class Schedule(IEnumerable<IScheduledWork> works, IRecurringJobManager manager, JobStorage storage)
{
    readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);

    /// <summary>Puts everything on the clock; harmless when called again.</summary>
    public Task SetAsync(CancellationToken cancellationToken = default)
    {
        _set.Clear();
        return FollowAsync(cancellationToken);
    }

    /// <summary>Moves on the clock whose hour the settings changed since; not to be called by two at once.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken = default)
    {
        foreach (var work in works)
        {
            var (kind, cron) = (work.Kind, await work.CronAsync(cancellationToken));
            if (_set.GetValueOrDefault(kind) == cron) continue;
            manager.AddOrUpdate<ScheduledJobRunner>(kind, runner => runner.RunAsync(kind, CancellationToken.None), cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
            _set[kind] = cron;
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
    internal IScheduledWork Find(string id) =>
        works.FirstOrDefault(w => w.Kind == id) ?? throw new InvalidInputException("job", $"There is no scheduled job '{id}'.");

    /// <summary>A round as the clock would begin it, now.</summary>
    internal void Trigger(string id) => manager.Trigger(Find(id).Kind);
}
