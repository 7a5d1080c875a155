using ArtFactory.Data;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage.SQLite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Jobs;

public static class JobsRegistration
{
    /// <summary>
    /// The job engine, with a file of its own beside the database, or a schema of its own on the same server. The intent and progress of long work are rows of ours: what the
    /// file forgets is handed over again. Its server runs where the line does.
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        // Before the job engine's own registration, which takes the storage from a static property all factories of a process share.
        services.AddSingleton<JobStorage>(provider => new DeferredJobStorage(() =>
            provider.GetRequiredService<IDatabaseEngine>().ServerConnection is { } server ? OnServer(server) : InFile(provider.GetRequiredService<FactoryPaths>())));
        services.AddHangfire((provider, hangfire) => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings()
            .UseLogProvider(new JobLog(provider.GetRequiredService<ILoggerFactory>())));
        services.AddSingleton<LongJobs>();
        services.AddSingleton<JobServer>();
        services.AddTransient<LongJobRunner>();
        services.AddTransient<ScheduledJobRunner>();
        services.AddSingleton<Schedule>();
        services.AddSingleton<JobClock>();
        return services;
    }

    /// <summary>Opens the storage on a server, making its schema if need be.</summary>
    internal static PostgreSqlStorage OnServer(string connection)
    {
        var options = new PostgreSqlStorageOptions
        {
            // Any node takes any job, woken by the server.
            SchemaName = DatabaseOptions.JobSchema, EnableLongPolling = true, QueuePollInterval = TimeSpan.FromSeconds(5), UseSlidingInvisibilityTimeout = true,

            // Its locks are rows, which a killed node leaves behind; all it does under one takes a moment.
            DistributedLockTimeout = TimeSpan.FromSeconds(30),
        };
        return new(new NpgsqlConnectionFactory(connection, options), options);
    }

    static SQLiteStorage InFile(FactoryPaths paths)
    {
        Directory.CreateDirectory(paths.DatabaseFolder);
        return new(Path.Combine(paths.DatabaseFolder, "jobs.db"), new SQLiteStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(500) });
    }
}
