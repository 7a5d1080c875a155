using System.Data;
using System.Data.Common;
using ArtFactory.Data;

namespace ArtFactory.Engine.Inventory;

/// <summary>A rented connection and the statements prepared on it.</summary>
sealed class PreparedConnection(DbConnection connection, StatementPool pool) : IDisposable
{
    const int MostStatements = 64;
    readonly Dictionary<string, RepeatedCommand> _statements = new(StringComparer.Ordinal);

    public bool IsBroken => connection.State != ConnectionState.Open;

    /// <summary>Runs the statement, prepared at its first use here. One reader at a time; dispose it before the next.</summary>
    public Task<DbDataReader> ReadAsync(GalleryStatement statement, CancellationToken cancellationToken) =>
        Bind(statement).ExecuteReaderAsync(CommandBehavior.Default, cancellationToken);

    /// <summary>The first column of the first row; null if there is none.</summary>
    public Task<object?> ScalarAsync(GalleryStatement statement, CancellationToken cancellationToken) =>
        Bind(statement).ExecuteScalarAsync(cancellationToken);

    public void Dispose() => pool.Return(this);

    public void Close()
    {
        foreach (var command in _statements.Values) command.Dispose();
        _statements.Clear();
        connection.Dispose();
    }

    DbCommand Bind(GalleryStatement statement)
    {
        if (!_statements.TryGetValue(statement.Sql, out var command))
        {
            if (_statements.Count >= MostStatements) Forget();
            command = new(connection, statement.Sql, [.. statement.Parameters.Select(p => p.Name)]);
            _statements.Add(statement.Sql, command);
        }

        return command.With(null, [.. statement.Parameters.Select(p => p.Value)]);
    }

    void Forget()
    {
        foreach (var command in _statements.Values) command.Dispose();
        _statements.Clear();
    }
}
