namespace ArtFactory.Engine.Production;

/// <summary>
/// Long work that also comes round by the clock, in the process that has the line. Its <see cref="ILongWork.Kind"/> is its id on the
/// schedule, and each round is a row of <c>background_jobs</c>.
/// </summary>
public interface IScheduledWork : ILongWork
{
    /// <summary>What it does, for a person.</summary>
    string Title { get; }

    /// <summary>When, as a cron expression (UTC).</summary>
    ValueTask<string> CronAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is anything to do; a round without leaves no row.</summary>
    ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
