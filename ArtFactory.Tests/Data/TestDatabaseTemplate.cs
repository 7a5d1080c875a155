using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Data;

/// <summary>Migrates one database a process and engine; tests copy it: SQLite's file, or the server's database.</summary>
static class TestDatabaseTemplate
{
    static readonly Lazy<Task<string>> File = new(MakeFileAsync);
    static readonly Lazy<Task<string>> Server = new(MakeOnServerAsync);

    /// <summary>The path of a SQLite file to copy.</summary>
    public static Task<string> PathAsync() => File.Value;

    /// <summary>The name of a database of <see cref="PostgresCluster.SharedAsync"/> to copy.</summary>
    public static Task<string> NameAsync() => Server.Value;

    static async Task<string> MakeFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("art-factory-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var copy = Path.Combine(folder, "template.db");
        await using var services = TestDatabase.Build(new DatabaseOptions { Path = Path.Combine(folder, "db", "factory.db") });
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        await services.GetRequiredService<Migrator>().UpAsync();
        var database = services.GetRequiredService<IDatabaseEngine>();
        await database.BackupAsync(copy);
        await database.CloseAsync();
        return copy;
    }

    static async Task<string> MakeOnServerAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var name = await cluster.NewDatabaseAsync();
        await using (var services = TestDatabase.Build(new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = cluster.ConnectionString(name) }))
            await services.GetRequiredService<Migrator>().UpAsync();

        // The job engine makes its schema in a second; once is enough.
        Engine.Production.Jobs.JobsRegistration.OnServer(cluster.ConnectionString(name));

        // A database that others are connected to cannot be copied.
        await cluster.RunSqlAsync($"ALTER DATABASE {name} ALLOW_CONNECTIONS false", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }
}
