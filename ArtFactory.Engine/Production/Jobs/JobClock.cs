using Hangfire;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>Whether the clock of scheduled work goes: some process runs the job engine and says so by its heartbeat.</summary>
public sealed class JobClock(JobStorage storage, TimeProvider time)
{
    /// <summary>A server that runs gives a sign of life every half minute.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    readonly long _madeAt = time.GetTimestamp();

    /// <summary>Whether this process is so young that the clock may only be on its way.</summary>
    public bool MayBeStarting => time.GetElapsedTime(_madeAt) < StartLimit;

    /// <exception cref="OperationCanceledException">The storage did not answer in time.</exception>
    public async Task<bool> IsGoingAsync(CancellationToken cancellationToken = default)
    {
        // The job engine's storage is asked in a way that blocks.
        var servers = await Task.Run(() => storage.GetMonitoringApi().Servers(), cancellationToken).WaitAsync(cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - Silence;
        return servers.Any(server => server.Heartbeat is { } beat && DateTime.SpecifyKind(beat, DateTimeKind.Utc) > since);
    }
}
