using System.Data.Common;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>A prepared command that lives as long as its connection; values go by position.</summary>
sealed class Statement : IDisposable
{
    readonly DbCommand _command;

    public Statement(DbConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs it within the transaction; answers the rows changed.</summary>
    public int Execute(DbTransaction? transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs it and hands out the rows; the caller disposes the reader before the next run.</summary>
    public DbDataReader Read(DbTransaction? transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    void Bind(DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = Value(values[i]);
    }

    /// <summary>Texts of providers may hold anything; one engine takes no text with a NUL in it, and a paid result must not hang on that.</summary>
    static object Value(object? value) => value switch
    {
        null => DBNull.Value,
        string text when text.Contains('\0', StringComparison.Ordinal) => text.Replace('\0', '\uFFFD'),
        _ => value,
    };
}
