using ArtFactory.Data;
using ArtFactory.Tests.Data;

namespace ArtFactory.Benchmarks.Server;

/// <summary>A PostgreSQL server for the length of a run, with the settings of one in use: what is committed is on the disk.</summary>
public sealed class BenchServer : IAsyncDisposable
{
    PostgresCluster? _cluster;

    /// <summary>A new, empty database on it.</summary>
    public async Task<DatabaseOptions> NewDatabaseAsync()
    {
        _cluster ??= await PostgresCluster.StartAsync(isForWork: true);
        return new() { Engine = "postgresql", ConnectionString = _cluster.ConnectionString(await _cluster.NewDatabaseAsync()) };
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
