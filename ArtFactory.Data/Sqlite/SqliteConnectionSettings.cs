using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ArtFactory.Data.Sqlite;

/// <summary>Makes the settings on every connection a context opens.</summary>
sealed class SqliteConnectionSettings(SqliteConnections connections) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        connections.Settle((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        connections.Settle((SqliteConnection)connection);
        return Task.CompletedTask;
    }
}
