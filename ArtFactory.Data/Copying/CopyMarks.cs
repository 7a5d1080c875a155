using System.Data.Common;

namespace ArtFactory.Data.Copying;

/// <summary>
/// The table in which a target remembers how far its copy is. It is there from the first moment of a copy to its proven end, and
/// nowhere else: a database that has it is not one to work with.
/// </summary>
static class CopyMarks
{
    public const string Table = "library_copy";

    /// <summary>The row that says where the rows come from.</summary>
    const string Origin = "";

    public static async Task CreateAsync(DbConnection connection, DbTransaction transaction, string origin, CancellationToken cancellationToken)
    {
        await using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = $"CREATE TABLE {Table} (table_name varchar(100) NOT NULL PRIMARY KEY, last_key text, row_count bigint NOT NULL, is_done integer NOT NULL)";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await SetAsync(connection, transaction, new CopyMark(Origin, origin, 0, true), cancellationToken);
    }

    public static async Task SetAsync(DbConnection connection, DbTransaction transaction, CopyMark mark, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            INSERT INTO {Table} (table_name, last_key, row_count, is_done) VALUES (@table, @key, @rows, @done)
            ON CONFLICT (table_name) DO UPDATE SET last_key = excluded.last_key, row_count = excluded.row_count, is_done = excluded.is_done
            """;
        Add(command, "@table", mark.Table);
        Add(command, "@key", mark.LastKey);
        Add(command, "@rows", mark.Rows);
        Add(command, "@done", mark.IsDone ? 1 : 0);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Where the rows come from, and how far each table is that was begun.</summary>
    public static async Task<(string? Origin, IReadOnlyDictionary<string, CopyMark> Marks)> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT table_name, last_key, row_count, is_done FROM {Table}";
        var marks = new Dictionary<string, CopyMark>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            marks.Add(reader.GetString(0), new CopyMark(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2), reader.GetInt32(3) == 1));
        return (marks.Remove(Origin, out var origin) ? origin.LastKey : null, marks);
    }

    public static async Task DropAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP TABLE {Table}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        if (value is null) parameter.DbType = System.Data.DbType.String;
        command.Parameters.Add(parameter);
    }
}
