using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Production.Jobs;

public static class JobsRegistration
{
    /// <summary>
    /// The job engine, in memory: the intent and progress of long work are rows of ours, so that it has nothing to remember. Its server
    /// is a hosted service.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseInMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(6) }));
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
