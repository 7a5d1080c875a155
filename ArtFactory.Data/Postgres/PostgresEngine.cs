using System.Data.Common;
using ArtFactory.Data.Postgres.Triggers;
using ArtFactory.Data.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>What is PostgreSQL's own.</summary>
sealed class PostgresEngine(PostgresConnections connections) : IDatabaseEngine
{
    public const string EngineName = "postgresql";

    /// <summary>The oldest server with all that is used here (<c>CREATE OR REPLACE TRIGGER</c>).</summary>
    public const int LeastVersion = 14;

    public string Name => EngineName;
    public bool HasSingleWriter => false;
    public bool StreamsMatches => false;
    public string BackupExtension => ".zip";
    public string? ServerConnection => connections.ConnectionString;

    // The database itself is the operator's to make: whether it is there shows when it is first asked.
    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(true);

    public async ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        await connections.OpenAsync(cancellationToken);

    public async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken = default) =>
        await connection.BeginTransactionAsync(cancellationToken);

    public Task BackupAsync(string path, CancellationToken cancellationToken = default) => PostgresBackup.WriteAsync(connections, path, cancellationToken);

    public Task RestoreAsync(string path, CancellationToken cancellationToken = default) => PostgresBackup.RestoreAsync(connections, path, cancellationToken);

    public async Task<IReadOnlyList<string>> CheckIntegrityAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = """
            SELECT 'The index ' || indexrelid::regclass || ' is broken; REINDEX it.' FROM pg_index WHERE NOT indisvalid AND indrelid::regclass::text !~ '\.'
            UNION ALL
            SELECT 'The constraint ' || conname || ' has not been checked on all rows.' FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace
            UNION ALL
            SELECT 'The server found ' || checksum_failures || ' pages whose checksum is wrong.' FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0
            """;
        var faults = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) faults.Add(reader.GetString(0));
        return faults;
    }

    public async Task CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT count(*), current_setting('transaction_read_only') = 'on' FROM migration_history", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetBoolean(1)) throw new DatabaseUnusableException($"The PostgreSQL server at {connections.Place} takes no writes: it is a standby or set to read only.");
    }

    public async Task CheckUsableAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await PostgresServer.CheckAsync(connections, cancellationToken);
        }
        catch (Exception e) when (PostgresServer.Explain(e, connections) is { } words)
        {
            throw new DatabaseUnusableException(words, e);
        }
    }

    public async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await PostgresServer.CheckAsync(connections, cancellationToken);
            return (await PostgresLock.TakeAsync(connections, "migrations", wait: true, cancellationToken))!;
        }
        catch (Exception e) when (PostgresServer.Explain(e, connections) is { } words)
        {
            throw new DatabaseUnusableException(words, e);
        }
    }

    public async ValueTask<IHeldLock?> TryLockAsync(string name, CancellationToken cancellationToken = default) =>
        await PostgresLock.TakeAsync(connections, name, wait: false, cancellationToken);

    public async Task<IReadOnlyDictionary<string, DateTime?>> AppliedMigrationsAsync(FactoryContext context, CancellationToken cancellationToken = default)
    {
        var applied = new Dictionary<string, DateTime?>(StringComparer.Ordinal);
        try
        {
            await using var connection = await connections.OpenAsync(cancellationToken);
            await using (var exists = new NpgsqlCommand("SELECT to_regclass('migration_history') IS NOT NULL", connection))
                if (await exists.ExecuteScalarAsync(cancellationToken) is not true) return applied;
            await using var command = new NpgsqlCommand("SELECT version, applied_at FROM migration_history", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) applied[reader.GetString(0)] = reader.IsDBNull(1) ? null : reader.GetDateTime(1);
            return applied;
        }
        catch (Exception e) when (PostgresServer.Explain(e, connections) is { } words)
        {
            throw new DatabaseUnusableException(words, e);
        }
    }

    // A migration is one transaction, and the lock a session's: what a killed process left, the server has undone. EF asks a new database
    // for its history before it makes that, and has the refusal logged as a failure: the first start would begin with a false alarm.
    public Task RecoverMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default) =>
        context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);

    public Task FinishMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default) =>
        PostgresTriggerUpkeep.RunAsync(connections, cancellationToken);

    public async Task RebuildDerivedAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in SearchTriggers.Refill.Concat(Recount.All))
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task AnalyzeAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("ANALYZE", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public string? MatchExpression(string text) => PostgresExpression.From(text);

    public IQueryable<TextMatch> MatchProducts(FactoryContext context, string matchExpression) => context.Set<TextMatch>()
        .FromSql($"SELECT seq FROM products WHERE search_vector @@ search_query({matchExpression})");

    public IQueryable<TextMatch> MatchOrders(FactoryContext context, string matchExpression) => context.Set<TextMatch>()
        .FromSql($"SELECT seq FROM orders WHERE search_vector @@ search_query({matchExpression})");

    public ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        connections.Clear();
        return ValueTask.CompletedTask;
    }

    public string ProductMatches(string parameter) => $"(SELECT seq FROM products WHERE search_vector @@ search_query({parameter}))";

    public string MatchesProduct(string product, string parameter) => $"{product}.search_vector @@ search_query({parameter})";

    public object ToStored(Guid id) => id;

    public Guid ReadId(DbDataReader row, int column) => row.GetGuid(column);

    public bool IsAway(Exception fault) => PostgresServer.IsAway(fault);

    public bool IsConflict(Exception fault) => PostgresServer.Find(fault) is { IsTransient: true } found && !PostgresServer.IsAway(found);
}
