using System.Data.Common;

namespace ArtFactory.Data;

/// <summary>
/// A command that is run again and again, with other values each time. A driver that prepares by itself what is repeated keeps the
/// parameters of the run that prepared it, and the types they had: so values are set in place, and a value of another type makes the
/// command anew.
/// </summary>
public sealed class RepeatedCommand : IDisposable
{
    readonly DbConnection _connection;
    readonly string _sql;
    readonly string[] _names;
    readonly Type?[] _types;
    DbCommand _command;

    /// <param name="connection">The connection it lives on.</param>
    /// <param name="sql">Its text.</param>
    /// <param name="names">Its parameters, with their marks, in the order in which values are given.</param>
    public RepeatedCommand(DbConnection connection, string sql, params ReadOnlySpan<string> names)
    {
        (_connection, _sql, _names, _types) = (connection, sql, names.ToArray(), new Type?[names.Length]);
        _command = Make();
    }

    public string Sql => _sql;
    public DbConnection Connection => _connection;
    public IReadOnlyList<string> Names => _names;

    /// <summary>The command with these values, ready to run within the transaction; <see cref="DBNull"/> where there is none.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than parameters.</exception>
    public DbCommand With(DbTransaction? transaction, ReadOnlySpan<object> values)
    {
        if (values.Length != _names.Length) throw new ArgumentException($"{_names.Length} values are wanted, not {values.Length}.", nameof(values));
        var isAnew = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is DBNull || values[i].GetType() == _types[i]) continue;
            isAnew |= _command.Parameters[i].Value is not null;
            _types[i] = values[i].GetType();
        }

        if (isAnew)
        {
            _command.Dispose();
            _command = Make();
        }

        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) _command.Parameters[i].Value = values[i];
        return _command;
    }

    public void Dispose() => _command.Dispose();

    DbCommand Make()
    {
        var command = _connection.CreateCommand();
        command.CommandText = _sql;
        foreach (var name in _names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
