using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ArtFactory.Data.Copying;
using Microsoft.Data.Sqlite;

namespace ArtFactory.Data.Sqlite;

/// <summary>A file's rows at one moment: one read transaction, beside which others may write.</summary>
sealed class SqliteCopySource : ICopySource
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    readonly SqliteConnection _connection;
    readonly SqliteTransaction _moment;

    public SqliteCopySource(SqliteConnection connection)
    {
        _connection = connection;

        // It never turns writer, so that it may begin as a reader; its moment is that of its first query.
        _moment = connection.BeginTransaction(deferred: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM migration_history";
        command.ExecuteScalar();
    }

    public async Task<long> CountAsync(CopyTable table, CancellationToken cancellationToken = default)
    {
        await using var command = _connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT count(*) FROM \"{table.Name}\"";
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async IAsyncEnumerable<object?[]> RowsAsync(CopyTable table, object?[]? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var command = _connection.CreateCommand();
        command.CommandTimeout = 0;
        var condition = "";
        if (after is not null)
        {
            condition = $" WHERE ({table.KeyList}) > ({string.Join(", ", after.Select((_, i) => $"$k{i}"))})";
            foreach (var (column, i) in table.KeyColumns.Select((c, i) => (c, i))) command.Parameters.AddWithValue($"$k{i}", SqliteCopyValue.Of(after[i], column.Kind));
        }

        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\"{condition} ORDER BY {table.KeyList}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[table.Columns.Count];
            string? fault = null;
            for (var i = 0; i < row.Length; i++)
            {
                if (reader.IsDBNull(i)) continue;

                // The rest of the row is read all the same: its key names it.
                try
                {
                    row[i] = Read(reader, i, table.Columns[i].Kind);
                }
                catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or InvalidCastException)
                {
                    fault ??= table.Columns[i].Name;
                }
            }

            if (fault is not null)
                throw new DatabaseUnusableException($"{table.Name}, row {CopyKey.Describe(table, row)}: {fault} holds what this column cannot hold. Correct the row in {new FileInfo(_connection.DataSource).Name}, then go on with --resume.");
            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _moment.DisposeAsync();
        await _connection.DisposeAsync();
    }

    static object Read(SqliteDataReader reader, int column, CopyKind kind) => kind switch
    {
        CopyKind.Id => new Guid(Of<byte[]>(reader, column), bigEndian: true),

        // By its bytes: as text, the driver would end it at the first zero.
        CopyKind.Text or CopyKind.Json => reader.GetFieldType(column) == typeof(string) ? Strict.GetString(reader.GetFieldValue<byte[]>(column)) : throw new InvalidCastException(),
        CopyKind.Moment => DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc),
        CopyKind.Day => DateOnly.ParseExact(Of<string>(reader, column), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        CopyKind.Money => Of<long>(reader, column) / 1_000_000m,
        CopyKind.Whole => checked((int)Of<long>(reader, column)),
        CopyKind.Wide => Of<long>(reader, column),
        CopyKind.Real => reader.GetValue(column) switch { double real => real, long whole => (double)whole, _ => throw new InvalidCastException() },
        CopyKind.Flag => Of<long>(reader, column) != 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no form for it."),
    };

    static T Of<T>(SqliteDataReader reader, int column) => (T)reader.GetValue(column);
}
