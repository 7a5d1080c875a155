using ArtFactory.Data.Copying;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Data.Sqlite;

static class SqliteRegistration
{
    public static void AddSqlite(this IServiceCollection services, DatabaseOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path))
            throw new DatabaseUnusableException("Database:Path is empty. Set it to the database file, for instance data/db/factory.db.");
        services.AddSingleton<SqliteConnections>();
        services.AddSingleton<IDatabaseEngine, SqliteEngine>();
        services.AddSingleton<ISqlDialect, SqliteDialect>();
        services.AddSingleton<INotices, NoNotices>();
        services.AddSingleton<ICopyEnd, SqliteCopyEnd>();
        services.AddPooledDbContextFactory<SqliteFactoryContext>((provider, builder) =>
            builder.UseFactorySqlite(provider.GetRequiredService<SqliteConnections>()).AddInterceptors(provider.GetRequiredService<RowTimes>()));
        services.AddSingleton<IDbContextFactory<FactoryContext>, FactoryContexts<SqliteFactoryContext>>();
    }

    /// <summary>The one way a context is set up: at run time, at design time and in tests.</summary>
    public static DbContextOptionsBuilder UseFactorySqlite(this DbContextOptionsBuilder builder, SqliteConnections connections) => builder
        .UseSqlite(connections.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("migration_history"))
        .ReplaceService<IHistoryRepository, SqliteMigrationHistory>()
        .AddInterceptors(new SqliteConnectionSettings(connections));
}
