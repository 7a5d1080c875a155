using System.Collections.Concurrent;
using ArtFactory.Data;

namespace ArtFactory.Engine.Inventory;

/// <summary>
/// Open connections with the gallery's statements prepared: at a million products preparing a statement costs as much as running it.
/// </summary>
sealed class StatementPool(IDatabaseEngine engine) : IDisposable
{
    const int MostIdle = 8;
    readonly ConcurrentBag<PreparedConnection> _idle = [];
    volatile bool _disposed;

    /// <summary>A connection of one's own; dispose it to give it back.</summary>
    public async ValueTask<PreparedConnection> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _idle.TryTake(out var idle) ? idle : new PreparedConnection(await engine.OpenConnectionAsync(cancellationToken), this);
    }

    public void Return(PreparedConnection connection)
    {
        if (_disposed || connection.IsBroken || _idle.Count >= MostIdle) connection.Close();
        else _idle.Add(connection);
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Close();
    }
}
