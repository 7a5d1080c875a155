using ArtFactory.Data.Copying;
using ArtFactory.Data.Sqlite.Triggers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ArtFactory.Data.Sqlite;

/// <summary>A file that takes another database's rows. Triggers are off for its one connection, and on for everybody else's.</summary>
sealed class SqliteCopyTarget : ICopyTarget
{
    readonly SqliteConnection _connection;
    (CopyTable Table, SqliteCommand Command)? _insert;

    public SqliteCopyTarget(SqliteConnection connection)
    {
        _connection = connection;
        if (raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out var isOn) != raw.SQLITE_OK || isOn != 0)
            throw new InvalidOperationException("SQLite did not turn its triggers off.");
    }

    public async Task BeginAsync(string origin, IEnumerable<CopyTable> emptied, CancellationToken cancellationToken = default)
    {
        await using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var table in emptied) await RunAsync($"DELETE FROM \"{table.Name}\"", transaction, cancellationToken);
        await CopyMarks.CreateAsync(_connection, transaction, origin, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task<(string? Origin, IReadOnlyDictionary<string, CopyMark> Marks)> MarksAsync(CancellationToken cancellationToken = default) =>
        CopyMarks.ReadAsync(_connection, cancellationToken);

    public async Task WriteAsync(CopyTable table, IReadOnlyList<object?[]> rows, CopyMark mark, CancellationToken cancellationToken = default)
    {
        var command = await PrepareAsync(table);
        await using var transaction = _connection.BeginTransaction(deferred: false);
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = SqliteCopyValue.Of(row[i], table.Columns[i].Kind);
            try
            {
                command.ExecuteNonQuery();
            }
            catch (Exception e) when (e is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT } or InvalidOperationException)
            {
                throw new DatabaseUnusableException($"{table.Name}, row {CopyKey.Describe(table, row)}: SQLite cannot keep it ({e.Message.TrimEnd('.')}). Correct the row where it comes from, then go on with --resume.", e);
            }
        }

        await CopyMarks.SetAsync(_connection, transaction, mark, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task FinishAsync(CancellationToken cancellationToken = default)
    {
        await using (var transaction = _connection.BeginTransaction(deferred: false))
        {
            foreach (var statement in SearchTriggers.Refill) await RunAsync(statement, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await RunAsync("PRAGMA analysis_limit = 1000; ANALYZE;", null, cancellationToken);
    }

    public Task EndAsync(CancellationToken cancellationToken = default) => CopyMarks.DropAsync(_connection, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_insert is { } insert) await insert.Command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    async Task<SqliteCommand> PrepareAsync(CopyTable table)
    {
        if (_insert is { } known && known.Table == table) return known.Command;
        if (_insert is { } other) await other.Command.DisposeAsync();
        var command = _connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
        for (var i = 0; i < table.Columns.Count; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        _insert = (table, command);
        return command;
    }

    async Task RunAsync(string sql, SqliteTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        (command.CommandText, command.CommandTimeout, command.Transaction) = (sql, 0, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
