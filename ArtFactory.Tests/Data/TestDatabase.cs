using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Data;

/// <summary>
/// A migrated database of one's own, a file in a temporary folder or one of the run's server: a copy of one that is made once a process.
/// Dispose it, and it is gone.
/// <code>await using var database = await TestDatabase.CreateAsync();</code>
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "sqlite", Postgres = "postgresql";
    readonly ServiceProvider _services;
    readonly string? _onServer;
    PostgresCluster? _cluster;

    TestDatabase(string folder, ServiceProvider services, string? onServer)
    {
        Folder = folder;
        _services = services;
        _onServer = onServer;
    }

    /// <summary>A temporary folder for this test, with the database in <c>db/</c>.</summary>
    public string Folder { get; }

    public IServiceProvider Services => _services;
    public DatabaseOptions Options => _services.GetRequiredService<DatabaseOptions>();
    public IDbContextFactory<FactoryContext> Contexts => _services.GetRequiredService<IDbContextFactory<FactoryContext>>();
    public IDatabaseEngine Engine => _services.GetRequiredService<IDatabaseEngine>();
    public IWriteGate Gate => _services.GetRequiredService<IWriteGate>();
    public Migrator Migrator => _services.GetRequiredService<Migrator>();

    public bool IsPostgres => _onServer is not null;

    /// <summary>A migrated database; <paramref name="configure"/> may add services, or others in place of ours (a clock).</summary>
    public static async Task<TestDatabase> CreateAsync(string engine = Sqlite, Action<IServiceCollection>? configure = null)
    {
        if (engine == Postgres) return await OnServerAsync(await TestDatabaseTemplate.NameAsync(), configure);
        var database = InFile(configure);
        File.Copy(await TestDatabaseTemplate.PathAsync(), database.Options.Path);
        return database;
    }

    /// <summary>The services of a database with nothing in it yet.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(string engine = Sqlite, Action<IServiceCollection>? configure = null) =>
        engine == Postgres ? await OnServerAsync(null, configure) : InFile(configure);

    /// <summary>A migrated database on a server of the test's own.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresCluster cluster, Action<IServiceCollection>? configure = null)
    {
        var (folder, name) = (NewFolder(), await cluster.NewDatabaseAsync());
        var options = new DatabaseOptions { Engine = Postgres, ConnectionString = cluster.ConnectionString(name), Path = Path.Combine(folder, "db", "factory.db") };
        var database = new TestDatabase(folder, Build(options, configure), name) { _cluster = cluster };
        await database.Migrator.UpAsync();
        return database;
    }

    static TestDatabase InFile(Action<IServiceCollection>? configure)
    {
        var folder = NewFolder();
        return new TestDatabase(folder, Build(new DatabaseOptions { Path = Path.Combine(folder, "db", "factory.db") }, configure), null);
    }

    static async Task<TestDatabase> OnServerAsync(string? template, Action<IServiceCollection>? configure)
    {
        var cluster = await PostgresCluster.SharedAsync();
        var (folder, name) = (NewFolder(), await cluster.NewDatabaseAsync(template));
        var options = new DatabaseOptions { Engine = Postgres, ConnectionString = cluster.ConnectionString(name), Path = Path.Combine(folder, "db", "factory.db") };
        return new TestDatabase(folder, Build(options, configure), name);
    }

    static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("art-factory-test-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        return folder;
    }

    /// <summary>An id's column as a text to compare by.</summary>
    public string TextOf(string column) => IsPostgres ? $"{column}::text" : $"hex({column})";

    /// <summary>The names of all triggers, sorted.</summary>
    public async Task<IReadOnlyList<string>> TriggersAsync() => [.. (await RowsAsync(IsPostgres
        ? "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        : "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")).Select(r => r[0])];

    public FactoryContext Open() => Contexts.CreateDbContext();

    /// <summary>SQLite's plan for a query as EF writes it.</summary>
    public static async Task<string> PlanAsync<T>(IQueryable<T> query)
    {
        await using var command = query.CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        var opened = command.Connection!.State == System.Data.ConnectionState.Closed;
        if (opened) await command.Connection.OpenAsync();
        var lines = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) lines.Add(reader.GetString(3));
        }

        if (opened) await command.Connection.CloseAsync();
        return string.Join('\n', lines);
    }

    /// <summary>The rows of a query as text, null as the empty text.</summary>
    public async Task<IReadOnlyList<string[]>> RowsAsync(string sql)
    {
        await using var connection = await Engine.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) ?? "")]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.CloseAsync();
        await _services.DisposeAsync();
        if (_onServer is not null) await (_cluster ?? await PostgresCluster.SharedAsync()).DropAsync(_onServer);
        Directory.Delete(Folder, recursive: true);
    }

    internal static ServiceProvider Build(DatabaseOptions options, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        configure?.Invoke(services);
        return services.AddFactoryData(options).BuildServiceProvider();
    }
}
