using ArtFactory.Data.Copying;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Data.Postgres;

static class PostgresRegistration
{
    public static void AddPostgres(this IServiceCollection services, DatabaseOptions options)
    {
        // Read at once: a connection string that is none ends the start, not the first page.
        var connections = new PostgresConnections(options);
        services.AddSingleton(_ => connections);
        services.AddSingleton<IDatabaseEngine, PostgresEngine>();
        services.AddSingleton<ISqlDialect, PostgresDialect>();
        services.AddSingleton<INotices, PostgresNotices>();
        services.AddSingleton<ICopyEnd, PostgresCopyEnd>();
        services.AddPooledDbContextFactory<PostgresFactoryContext>((provider, builder) =>
            builder.UseFactoryPostgres(connections).AddInterceptors(provider.GetRequiredService<RowTimes>()));
        services.AddSingleton<IDbContextFactory<FactoryContext>, FactoryContexts<PostgresFactoryContext>>();
    }

    /// <summary>The one way a context is set up: at run time, at design time and in tests.</summary>
    public static DbContextOptionsBuilder UseFactoryPostgres(this DbContextOptionsBuilder builder, PostgresConnections connections) => builder
        .UseNpgsql(connections.ConnectionString, postgres => postgres.MigrationsHistoryTable("migration_history").SetPostgresVersion(PostgresEngine.LeastVersion, 0))
        .ReplaceService<IHistoryRepository, PostgresMigrationHistory>()
        .AddInterceptors(CaseBlindLike.Instance);
}
