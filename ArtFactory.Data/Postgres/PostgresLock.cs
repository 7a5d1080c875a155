using System.Data.Common;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>
/// A named lock of the whole cluster, held by a session of its own: the server lets it go when the session ends, however its process ended.
/// The session may also end alone, while its process goes on. Therefore it is watched, and writes under the lock are fenced: each
/// transaction shares a second lock to its end and then looks whether the session still has the first one, and who takes the first one
/// waits until nobody shares the second.
/// </summary>
sealed class PostgresLock : IHeldLock
{
    const string Key = "hashtextextended('art factory ' || @name, 0)";
    const string Writers = "hashtextextended('art factory writers under ' || @name, 0)";
    readonly NpgsqlConnection _session;
    readonly string _name;
    readonly int _process;
    readonly CancellationTokenSource _given = new(), _lost = new();
    readonly Task _watch;

    PostgresLock(NpgsqlConnection session, string name)
    {
        (_session, _name, _process) = (session, name, session.ProcessID);
        Lost = _lost.Token;
        _watch = WatchAsync();
    }

    public CancellationToken Lost { get; }

    /// <summary>Takes the lock; null when another has it and <paramref name="wait"/> is false.</summary>
    public static async Task<PostgresLock?> TakeAsync(PostgresConnections connections, string name, bool wait, CancellationToken cancellationToken)
    {
        // Not from the pool: giving a connection back to it would not end the session.
        var settings = new NpgsqlConnectionStringBuilder(connections.Settings.ConnectionString) { Pooling = false, MaxAutoPrepare = 0, KeepAlive = 10 };
        var session = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await session.OpenAsync(cancellationToken);
            await using var take = new NpgsqlCommand($"SELECT {(wait ? "pg_advisory_lock" : "pg_try_advisory_lock")}({Key})", session);
            take.Parameters.AddWithValue("name", name);
            take.CommandTimeout = wait ? 0 : 30;
            var answer = await take.ExecuteScalarAsync(cancellationToken);
            if (wait || answer is true)
            {
                // What a holder before us still writes comes first; it holds this no longer than its transaction lasts.
                await using var settle = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Writers})", session);
                settle.Parameters.AddWithValue("name", name);
                await settle.ExecuteNonQueryAsync(cancellationToken);
                return new PostgresLock(session, name);
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    public bool StillHolds(DbConnection connection, DbTransaction? transaction)
    {
        if (Lost.IsCancellationRequested) return false;
        var writer = (NpgsqlConnection)connection;
        using (var share = new NpgsqlCommand($"SELECT pg_advisory_xact_lock_shared({Writers})", writer, (NpgsqlTransaction?)transaction))
        {
            share.Parameters.AddWithValue("name", _name);
            share.ExecuteNonQuery();
        }

        // A statement of its own, so that it looks when the share is there.
        using var look = new NpgsqlCommand($"""
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = @process AND objsubid = 1
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND ((classid::bigint << 32) | objid::bigint) = {Key})
            """, writer, (NpgsqlTransaction?)transaction);
        look.Parameters.AddWithValue("process", _process);
        look.Parameters.AddWithValue("name", _name);
        return look.ExecuteScalar() is true;
    }

    public async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await _watch;
        await _session.DisposeAsync();
        _given.Dispose();
        _lost.Dispose();
    }

    /// <summary>Reads from the session, which says nothing until it ends or its network does.</summary>
    async Task WatchAsync()
    {
        try
        {
            while (true) await _session.WaitAsync(_given.Token);
        }
        catch (OperationCanceledException) when (_given.IsCancellationRequested)
        {
            // It is given back.
        }
        catch (Exception)
        {
            await _lost.CancelAsync();
        }
    }
}
