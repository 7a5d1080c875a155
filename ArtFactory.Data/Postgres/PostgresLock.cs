using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>A named lock of the whole cluster, held by a session of its own: the server lets it go when the session ends, however its process ended.</summary>
sealed class PostgresLock : IAsyncDisposable
{
    readonly NpgsqlConnection _session;

    PostgresLock(NpgsqlConnection session) => _session = session;

    /// <summary>Takes the lock; null when another has it and <paramref name="wait"/> is false.</summary>
    public static async Task<PostgresLock?> TakeAsync(PostgresConnections connections, string name, bool wait, CancellationToken cancellationToken)
    {
        // Not from the pool: giving a connection back to it would not end the session.
        var settings = new NpgsqlConnectionStringBuilder(connections.Settings.ConnectionString) { Pooling = false, MaxAutoPrepare = 0, KeepAlive = 10 };
        var session = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await session.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand($"SELECT {(wait ? "pg_advisory_lock" : "pg_try_advisory_lock")}(hashtextextended('art factory ' || @name, 0))", session);
            command.Parameters.AddWithValue("name", name);
            command.CommandTimeout = wait ? 0 : 30;
            var answer = await command.ExecuteScalarAsync(cancellationToken);
            if (wait || answer is true) return new PostgresLock(session);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
