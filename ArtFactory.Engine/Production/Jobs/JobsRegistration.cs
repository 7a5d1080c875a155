using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Jobs;

public static class JobsRegistration
{
    /// <summary>
    /// The job engine, in memory: the intent and progress of long work are rows of ours, so that it has nothing to remember. Its server
    /// is a hosted service.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        // Before the job engine's own registration, which takes the storage from a static property: of two factories in one process, one would
        // hand its jobs to the other, who knows nothing of them.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(6) }));
        services.AddHangfire((provider, hangfire) => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new JobLog(provider.GetRequiredService<ILoggerFactory>())));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = Math.Max(2, Environment.ProcessorCount);
            server.ServerName = $"{Environment.MachineName}:{Environment.ProcessId}";
            server.StopTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddSingleton<LongJobs>();
        services.AddTransient<LongJobRunner>();
        services.AddTransient<ScheduledJobRunner>();
        services.AddSingleton<Schedule>();
        return services;
    }
}
