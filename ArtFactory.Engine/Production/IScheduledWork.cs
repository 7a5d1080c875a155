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

    /// <summary>Whether a round by the clock has anything to do; one without leaves no row.</summary>
    ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Why a round that a person asks for would do nothing, in a sentence; null when it has something to do.</summary>
    ValueTask<string?> IdleReasonAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
