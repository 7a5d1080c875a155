using System.Data;
using System.Runtime.CompilerServices;
using ArtFactory.Data.Copying;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>A database's rows at one moment: one repeatable read, beside which others may write.</summary>
sealed class PostgresCopySource : ICopySource
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _moment;

    PostgresCopySource(NpgsqlConnection connection, NpgsqlTransaction moment) => (_connection, _moment) = (connection, moment);

    public static async Task<PostgresCopySource> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        // Along the key, however many rows: a sort would hold or spill them all before the first came.
        await using var command = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off", connection, moment);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new PostgresCopySource(connection, moment);
    }

    public async Task<long> CountAsync(CopyTable table, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM \"{table.Name}\"", _connection, _moment) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async IAsyncEnumerable<object?[]> RowsAsync(CopyTable table, object?[]? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand { Connection = _connection, Transaction = _moment, CommandTimeout = 0 };
        var condition = "";
        if (after is not null)
        {
            condition = $" WHERE ({table.KeyList}) > ({string.Join(", ", after.Select((_, i) => $"@k{i}"))})";
            foreach (var (column, i) in table.KeyColumns.Select((c, i) => (c, i)))
                command.Parameters.Add(new NpgsqlParameter($"k{i}", PostgresCopyValue.TypeOf(column.Kind)) { Value = after[i] });
        }

        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\"{condition} ORDER BY {table.KeyList}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Read(reader, i, table.Columns[i].Kind);
            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }

    static object Read(NpgsqlDataReader reader, int column, CopyKind kind) => kind switch
    {
        CopyKind.Id => reader.GetGuid(column),
        CopyKind.Text or CopyKind.Json => reader.GetString(column),
        CopyKind.Moment => reader.GetDateTime(column),
        CopyKind.Day => reader.GetFieldValue<DateOnly>(column),
        CopyKind.Money => reader.GetDecimal(column),
        CopyKind.Whole => reader.GetInt32(column),
        CopyKind.Wide => reader.GetInt64(column),
        CopyKind.Real => reader.GetDouble(column),
        CopyKind.Flag => reader.GetBoolean(column),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no form for it."),
    };
}
