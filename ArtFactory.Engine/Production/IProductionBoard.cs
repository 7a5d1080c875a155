using ArtFactory.Data.Operations;

namespace ArtFactory.Engine.Production;

/// <summary>Reads what the line does.</summary>
public interface IProductionBoard
{
    Task<LineCounts> CountsAsync(CancellationToken cancellationToken = default);
    Task<IReadOnlyList<ProviderLoad>> ProvidersAsync(CancellationToken cancellationToken = default);
    Task<IReadOnlyList<RunningItem>> RunningAsync(int take = 50, CancellationToken cancellationToken = default);

    /// <summary>The processes that work on the library, by name.</summary>
    Task<IReadOnlyList<Nodes.NodeView>> NodesAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether another process does what is placed here.</summary>
    Task<bool> IsServedAsync(CancellationToken cancellationToken = default);

    /// <summary>Log lines, newest first, before <paramref name="before"/> (exclusive).</summary>
    Task<IReadOnlyList<LogLine>> LogAsync(LogSeverity? level = null, string? text = null, Guid? itemId = null, Guid? before = null, int take = 200, CancellationToken cancellationToken = default);
    Task<IReadOnlyList<JobView>> JobsAsync(int take = 50, CancellationToken cancellationToken = default);
    Task CancelJobAsync(Guid jobId, CancellationToken cancellationToken = default);
    /// <summary>What comes round by the clock. Of one that ran, its latest round: by the clock or asked for.</summary>
    Task<IReadOnlyList<ScheduledJob>> ScheduledAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for a round of scheduled work, whatever its clock says. Null when it was asked for, else why it was not.</summary>
    /// <exception cref="InvalidInputException">There is no such job.</exception>
    Task<string?> RunNowAsync(string scheduledJobId, CancellationToken cancellationToken = default);
}
