using System.Data.Common;
using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>A prepared command that lives as long as its connection; values go by position.</summary>
sealed class Statement : IDisposable
{
    readonly RepeatedCommand _command;
    readonly object[] _values;

    public Statement(DbConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var names = new string[parameters.Length];
        for (var i = 0; i < names.Length; i++) names[i] = "@" + parameters[i];
        (_command, _values) = (new(connection, sql, names), new object[names.Length]);
    }

    /// <summary>Runs it within the transaction; answers the rows changed.</summary>
    public int Execute(DbTransaction? transaction, params ReadOnlySpan<object?> values) => Bind(transaction, values).ExecuteNonQuery();

    /// <summary>Runs it and hands out the rows; the caller disposes the reader before the next run.</summary>
    public DbDataReader Read(DbTransaction? transaction, params ReadOnlySpan<object?> values) => Bind(transaction, values).ExecuteReader();

    /// <summary>Runs it for each row of values, in one round trip where the engine is reached over a network; answers the rows changed by each.</summary>
    public int[] ExecuteAll(DbTransaction? transaction, IReadOnlyList<object?[]> rows)
    {
        var changed = new int[rows.Count];
        if (rows.Count < 2 || !_command.Connection.CanCreateBatch)
        {
            for (var i = 0; i < rows.Count; i++) changed[i] = Execute(transaction, rows[i]);
            return changed;
        }

        using var batch = Batch(transaction, rows);
        batch.ExecuteNonQuery();
        for (var i = 0; i < rows.Count; i++) changed[i] = batch.BatchCommands[i].RecordsAffected;
        return changed;
    }

    /// <summary>The same for a statement that answers a row or none: reads each of them, with the index of its values.</summary>
    public void ReadAll(DbTransaction? transaction, IReadOnlyList<object?[]> rows, Action<int, DbDataReader> onRow)
    {
        if (rows.Count < 2 || !_command.Connection.CanCreateBatch)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                using var one = Read(transaction, rows[i]);
                if (one.Read()) onRow(i, one);
            }

            return;
        }

        using var batch = Batch(transaction, rows);
        using var reader = batch.ExecuteReader();
        for (var i = 0; i < rows.Count; i++, reader.NextResult())
        {
            if (reader.Read()) onRow(i, reader);
        }
    }

    public void Dispose() => _command.Dispose();

    DbBatch Batch(DbTransaction? transaction, IReadOnlyList<object?[]> rows)
    {
        var batch = _command.Connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = _command.Sql;
            for (var i = 0; i < row.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = _command.Names[i];
                parameter.Value = Value(row[i]);
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
        }

        return batch;
    }

    DbCommand Bind(DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) _values[i] = Value(values[i]);
        return _command.With(transaction, _values.AsSpan(0, values.Length));
    }

    /// <summary>Texts of providers may hold anything; one engine takes no text with a NUL in it, and a paid result must not hang on that.</summary>
    static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        string text when text.Contains('\0', StringComparison.Ordinal) => text.Replace('\0', '\uFFFD'),
        _ => value,
    };
}
