using ArtFactory.Data.Migrations;
using ArtFactory.Data.Seeding;
using ArtFactory.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ArtFactory.Data;

/// <summary>Registers the database for all rooms.</summary>
public static class DataRegistration
{
    /// <summary>Adds pooled contexts, the engine seam, the write gate, migrations and seeds for the engine the options name.</summary>
    /// <exception cref="ArgumentException">The options name an engine there is not.</exception>
    public static IServiceCollection AddFactoryData(this IServiceCollection services, DatabaseOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<RowTimes>();
        services.AddSingleton<IWriteGate, WriteGate>();
        if (string.Equals(options.Engine, SqliteEngine.EngineName, StringComparison.OrdinalIgnoreCase)) services.AddSqlite(options);
        else throw new ArgumentException($"Database:Engine is '{options.Engine}', which is not known. Set it to 'sqlite'.", nameof(options));
        services.AddSingleton<Migrator>();
        services.AddSingleton<SeedLoader>();
        services.AddSingleton<BulkWriter>();
        return services;
    }
}
