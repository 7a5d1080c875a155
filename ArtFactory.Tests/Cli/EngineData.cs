using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Cli;

/// <summary>A data folder of one's own whose database is on the engine that is named; verbs run on it in this process. Dispose it, and both are gone.</summary>
public sealed class EngineData : IAsyncDisposable
{
    readonly TemporaryData _data = new();
    string? _onServer;

    EngineData()
    {
    }

    /// <summary>The data folder. On a file it is not there until a verb makes it.</summary>
    public string Root => _data.Root;

    /// <summary>How the server's database is reached; null on a file.</summary>
    public string? ConnectionString { get; private set; }

    public bool IsPostgres => _onServer is not null;

    /// <summary>How the name of a backup ends.</summary>
    public string BackupExtension => IsPostgres ? ".zip" : ".db";

    /// <param name="engine">The engine's name.</param>
    /// <param name="isNew">Whether a server's database is empty; otherwise it is migrated already, which saves the time.</param>
    public static async Task<EngineData> CreateAsync(string engine, bool isNew = false)
    {
        var data = new EngineData();
        if (engine != TestDatabase.Postgres) return data;
        var cluster = await PostgresCluster.SharedAsync();
        data._onServer = await cluster.NewDatabaseAsync(isNew ? null : await TestDatabaseTemplate.NameAsync());
        data.ConnectionString = cluster.ConnectionString(data._onServer);
        await data.ConfigureAsync(new { Database = new { Engine = "PostgreSQL", data.ConnectionString } });
        return data;
    }

    /// <inheritdoc cref="TemporaryData.Beside"/>
    public string Beside(string name) => _data.Beside(name);

    /// <inheritdoc cref="TemporaryData.RunAsync"/>
    public Task<ProgramAnswer> RunAsync(params string[] args) => _data.RunAsync(args);

    /// <summary>Sets sections of the settings; those set before stay.</summary>
    public async Task ConfigureAsync(object settings)
    {
        var path = Path.Combine(Directory.CreateDirectory(Root).FullName, "appsettings.json");
        var all = File.Exists(path) ? JsonNode.Parse(await File.ReadAllTextAsync(path))!.AsObject() : [];
        foreach (var (section, value) in JsonSerializer.SerializeToNode(settings)!.AsObject()) all[section] = value?.DeepClone();
        await File.WriteAllTextAsync(path, all.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_onServer is not null) await (await PostgresCluster.SharedAsync()).DropAsync(_onServer);
        _data.Dispose();
    }
}
