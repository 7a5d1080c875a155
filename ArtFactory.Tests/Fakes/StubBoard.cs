using ArtFactory.Data.Operations;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Nodes;

namespace ArtFactory.Tests.Fakes;

/// <summary>A board that a test answers for as far as it is asked; what it does not expect to be asked throws.</summary>
public abstract class StubBoard : IProductionBoard
{
    public virtual Task<LineCounts> CountsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<IReadOnlyList<ProviderLoad>> ProvidersAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<IReadOnlyList<RunningItem>> RunningAsync(int take = 50, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<bool> IsServedAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<LogLine>> LogAsync(
        LogSeverity? level = null, string? text = null, Guid? itemId = null, Guid? before = null, int take = 200, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<JobView>> JobsAsync(int take = 50, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task CancelJobAsync(Guid jobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<IReadOnlyList<ScheduledJob>> ScheduledAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public virtual Task<string?> RunNowAsync(string scheduledJobId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
