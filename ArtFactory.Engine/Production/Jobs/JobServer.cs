using Hangfire;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>The job engine's workers in this process. They run where the line does: a process that waits for it must take no job from it.</summary>
sealed class JobServer(JobStorage storage, JobActivator activator) : IDisposable
{
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    BackgroundJobServer? _server;

    /// <summary>Begins to take jobs; harmless when called again.</summary>
    public void Start() => _server ??= new BackgroundJobServer(
        new BackgroundJobServerOptions
        {
            WorkerCount = Math.Max(2, Environment.ProcessorCount),
            ServerName = $"{Environment.MachineName}:{Environment.ProcessId}",
            StopTimeout = StopLimit,
            ShutdownTimeout = StopLimit,
            Activator = activator,
        },
        storage);

    /// <summary>Takes no more jobs and lets those under way end, or cuts them off after a while: their rows stay unfinished.</summary>
    public async Task StopAsync()
    {
        if (_server is not { } server) return;
        _server = null;
        server.SendStop();
        await server.WaitForShutdownAsync(CancellationToken.None);
        server.Dispose();
    }

    public void Dispose() => _server?.Dispose();
}
