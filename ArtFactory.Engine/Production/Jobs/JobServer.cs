using Hangfire;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Jobs;

/// <summary>
/// The job engine's workers in this process. They run where the line does: a process that waits for it must take no job from it. They
/// start beside the line: a lock of the job engine that a killed node left must not keep items waiting.
/// </summary>
sealed class JobServer(JobStorage storage, JobActivator activator, Schedule schedule, TimeProvider time, ILogger<JobServer> logger) : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    readonly CancellationTokenSource _stop = new();
    BackgroundJobServer? _server;
    Task _starting = Task.CompletedTask;
    Task _following = Task.CompletedTask;

    /// <summary>Puts the schedule on the clock, begins to take jobs, and runs one of the scheduled ones now; harmless when called again.</summary>
    public void Start(string first)
    {
        if (_starting.IsCompleted) _starting = Task.Run(() => StartAsync(first));
    }

    /// <summary>Takes no more jobs and lets those under way end, or cuts them off after a while: their rows stay unfinished.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();

        // It may hang in a lock that nobody lets go; the end of the process does not wait for that.
        await Task.WhenAny(Task.WhenAll(_starting, _following), Task.Delay(StopLimit, time));
        if (_server is not { } server) return;
        _server = null;
        server.SendStop();
        await server.WaitForShutdownAsync(CancellationToken.None);
        server.Dispose();
    }

    public void Dispose()
    {
        _server?.Dispose();
        _stop.Dispose();
    }

    async Task StartAsync(string first)
    {
        try
        {
            for (var isSaid = false; !_stop.IsCancellationRequested;)
            {
                try
                {
                    if (_server is null) await schedule.SetAsync(_stop.Token);
                    _server ??= NewServer();
                    schedule.Trigger(first);
                    if (_following.IsCompleted) _following = Task.Run(FollowAsync);
                    return;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // Said once: it may only be that the database is not there yet.
                    logger.Log(isSaid ? LogLevel.Debug : LogLevel.Warning, e, "The job engine could not start; it is tried again each second");
                    isSaid = true;
                    await Task.Delay(Pause, time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    /// <summary>A setting that moves a job counts at once, whichever process changed it.</summary>
    async Task FollowAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, _stop.Token);
                try
                {
                    await schedule.FollowAsync(_stop.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.LogDebug(e, "The settings of the schedule could not be followed; they are looked at again in a second");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    BackgroundJobServer NewServer() => new(
        new BackgroundJobServerOptions
        {
            WorkerCount = Math.Max(2, Environment.ProcessorCount),
            ServerName = $"{Environment.MachineName}:{Environment.ProcessId}",
            StopTimeout = StopLimit,
            ShutdownTimeout = StopLimit,
            Activator = activator,
        },
        storage);
}
