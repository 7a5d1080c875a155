using Hangfire;
using Hangfire.Storage.SQLite;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Engine.Production.Jobs;

public static class JobsRegistration
{
    /// <summary>
    /// The job engine, with a file of its own beside the database. The intent and progress of long work are rows of ours: what the
    /// file forgets is handed over again. Its server runs where the line does.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        // Before the job engine's own registration, which takes the storage from a static property all factories of a process share.
        services.AddSingleton<JobStorage>(provider => new DeferredJobStorage(() => Open(provider.GetRequiredService<FactoryPaths>())));
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddSingleton<LongJobs>();
        services.AddSingleton<JobServer>();
        services.AddTransient<LongJobRunner>();
        services.AddTransient<ScheduledJobRunner>();
        services.AddSingleton<Schedule>();
        return services;
    }

    static SQLiteStorage Open(FactoryPaths paths)
    {
        Directory.CreateDirectory(paths.DatabaseFolder);
        return new(Path.Combine(paths.DatabaseFolder, "jobs.db"), new SQLiteStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(500) });
    }
}
