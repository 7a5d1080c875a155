using ArtFactory.Data.Migrations;
using ArtFactory.Data.Postgres;
using ArtFactory.Data.Seeding;
using ArtFactory.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Data;

/// <summary>Registers the database for all rooms.</summary>
public static class DataRegistration
{
    /// <summary>Adds pooled contexts, the engine seam, the write gate, migrations and seeds for the engine the options name.</summary>
    /// <exception cref="DatabaseUnusableException">The options name an engine there is not, or lack what it needs.</exception>
    public static IServiceCollection AddFactoryData(this IServiceCollection services, DatabaseOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<RowTimes>();
        services.AddSingleton<IWriteGate, WriteGate>();
        switch (options.Engine.Trim().ToLowerInvariant())
        {
            case SqliteEngine.EngineName: services.AddSqlite(options); break;
            case PostgresEngine.EngineName or "postgres": services.AddPostgres(options); break;
            default: throw new DatabaseUnusableException($"Database:Engine is '{options.Engine}', which is not known. Set it to 'sqlite' or 'postgresql'.");
        }

        services.AddSingleton<Migrator>();
        services.AddSingleton<SeedLoader>();
        services.AddSingleton<BulkWriter>();
        return services;
    }
}
