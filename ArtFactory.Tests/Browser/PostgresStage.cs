using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Browser;

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresStage : BrowserStage
{
    string? _database;

    protected override async Task<ServedFactory> MakeFactoryAsync()
    {
        var cluster = await PostgresCluster.SharedAsync();
        _database = await cluster.NewDatabaseAsync();
        return new(new Dictionary<string, string> { ["Database__Engine"] = "PostgreSQL", ["Database__ConnectionString"] = cluster.ConnectionString(_database) });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_database is not null) await (await PostgresCluster.SharedAsync()).DropAsync(_database);
    }
}
