using System.ComponentModel.DataAnnotations.Schema;
using System.Data.Common;
using ArtFactory.Data.Search;
using ArtFactory.Data.Sqlite.Triggers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Data.Sqlite;

/// <summary>What is SQLite's own.</summary>
sealed class SqliteEngine(SqliteConnections connections, TimeProvider time) : IDatabaseEngine
{
    public const string EngineName = "sqlite";
    readonly ProcessLocks _locks = new();

    public string Name => EngineName;
    public bool HasSingleWriter => true;
    public bool StreamsMatches => true;
    public string BackupExtension => ".db";
    public string? ServerConnection => null;

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new FileInfo(connections.Path) is { Exists: true, Length: > 0 });

    public ValueTask<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<DbConnection>(connections.Open());

    // The driver's BeginTransaction is BEGIN IMMEDIATE: a deferred one that turns writer fails at once when another wrote meanwhile.
    public ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public async Task BackupAsync(string path, CancellationToken cancellationToken = default)
    {
        if (File.Exists(path)) throw new IOException($"The backup file {path} exists already; nothing is overwritten.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".part";
        File.Delete(temporary);
        await using var connection = connections.Open();
        await using (var command = connection.CreateCommand())
        {
            // One read transaction: writers go on meanwhile, and the copy is one moment's state, without free pages.
            command.CommandText = "VACUUM INTO $path";
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("$path", temporary);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        File.Move(temporary, path);
    }

    public async Task RestoreAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            await source.OpenAsync(cancellationToken);
            await using var command = source.CreateCommand();
            command.CommandText = "SELECT count(*) FROM migration_history";
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw new DatabaseUnusableException($"{path} is no backup of a library on SQLite.", fault);
        }

        await using var target = connections.Open();
        source.BackupDatabase(target);
    }

    public async Task<IReadOnlyList<string>> CheckIntegrityAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = connections.Open();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "PRAGMA integrity_check";
        var faults = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) faults.Add(reader.GetString(0));
        }

        if (faults is ["ok"]) faults.Clear();
        command.CommandText = "PRAGMA foreign_key_check";
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                faults.Add($"A row of {reader.GetString(0)} points to a row of {reader.GetString(2)} that is not there.");
        }

        return faults;
    }

    public async Task CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = connections.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM migration_history";
        await command.ExecuteScalarAsync(cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    public Task CheckUsableAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken = default) =>
        await SqliteMigrationLock.TakeAsync(connections.Path, time, cancellationToken);

    public ValueTask<IHeldLock?> TryLockAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(_locks.TryTake(name));

    public async Task<IReadOnlyDictionary<string, DateTime?>> AppliedMigrationsAsync(FactoryContext context, CancellationToken cancellationToken = default)
    {
        var tables = await context.Database
            .SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = 'migration_history'").SingleAsync(cancellationToken);
        if (tables == 0) return new Dictionary<string, DateTime?>(StringComparer.Ordinal);
        var rows = await context.Database
            .SqlQuery<HistoryEntry>($"SELECT version, applied_at FROM migration_history").ToListAsync(cancellationToken);
        return rows.ToDictionary(r => r.Version, r => r.AppliedAt is { } at ? DateTime.SpecifyKind(at, DateTimeKind.Utc) : (DateTime?)null, StringComparer.Ordinal);
    }

    public async Task RecoverMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default)
    {
        // EF's own lock is a row that a killed process leaves behind, and that the next would wait for without end.
        var lockTables = await context.Database
            .SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellationToken);
        if (lockTables > 0) await context.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
    }

    public async Task FinishMigrationAsync(FactoryContext context, CancellationToken cancellationToken = default)
    {
        var found = await context.Database
            .SqlQuery<SchemaObject>($"SELECT name, type, coalesce(sql, '') AS sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
            .ToListAsync(cancellationToken);
        var tables = found.Where(o => o.Type == "table").Select(o => o.Name).ToHashSet(StringComparer.Ordinal);

        // Before the migration that makes the text indexes, there are no triggers to keep.
        if (!tables.Contains("search_products")) return;
        var triggers = found.Where(o => o.Type == "trigger").ToDictionary(o => o.Name, o => o.Sql, StringComparer.Ordinal);
        foreach (var trigger in SqliteTriggers.All.Where(t => tables.Contains(t.Table)))
        {
            if (triggers.TryGetValue(trigger.Name, out var sql) && string.Equals(sql, trigger.Create.TrimEnd(';'), StringComparison.Ordinal)) continue;
            var replace = $"DROP TRIGGER IF EXISTS {trigger.Name}; {trigger.Create}".Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
            await context.Database.ExecuteSqlRawAsync(replace, cancellationToken);
        }
    }

    sealed record SchemaObject(string Name, string Type, string Sql);

    sealed record HistoryEntry(string Version, [property: Column("applied_at")] DateTime? AppliedAt);

    public async Task RebuildDerivedAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = connections.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
        foreach (var statement in SearchTriggers.Refill.Concat(Recount.All))
        {
            cancellationToken.ThrowIfCancellationRequested();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async Task AnalyzeAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = connections.Open();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = "PRAGMA analysis_limit = 1000; ANALYZE;";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public string? MatchExpression(string text) => Fts5Expression.From(text);

    public IQueryable<TextMatch> MatchProducts(FactoryContext context, string matchExpression) => context.Set<TextMatch>()
        .FromSql($"SELECT rowid AS seq FROM search_products WHERE search_products MATCH {matchExpression}");

    public IQueryable<TextMatch> MatchOrders(FactoryContext context, string matchExpression) => context.Set<TextMatch>()
        .FromSql($"SELECT rowid AS seq FROM search_orders WHERE search_orders MATCH {matchExpression}");

    public ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        using var connection = new SqliteConnection(connections.ConnectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    public string ProductMatches(string parameter) => $"(SELECT rowid AS seq FROM search_products WHERE search_products MATCH {parameter})";

    public object ToStored(Guid id) => id.ToByteArray(bigEndian: true);

    public Guid ReadId(DbDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    public string MatchesProduct(string product, string parameter) => $"EXISTS (SELECT 1 FROM {ProductMatches(parameter)} m WHERE m.seq = {product}.seq)";

    // A file does not go away for a while, and its writers wait for each other.
    public bool IsAway(Exception fault) => false;

    public bool IsConflict(Exception fault) => false;
}
