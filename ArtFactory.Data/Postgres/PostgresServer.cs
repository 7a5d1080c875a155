using System.Net.Sockets;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>Whether the server is one that can be used, and what is wrong with it in words that say what to do. Never the password.</summary>
static class PostgresServer
{
    /// <exception cref="DatabaseUnusableException">The server is too old, keeps texts in another encoding, or gives no right to make tables and the job engine's schema.</exception>
    public static async Task CheckAsync(PostgresConnections connections, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < PostgresEngine.LeastVersion)
            throw new DatabaseUnusableException($"The PostgreSQL server at {connections.Place} is version {connection.PostgreSqlVersion}; at least {PostgresEngine.LeastVersion} is needed. Upgrade the server, or name a newer one in Database:ConnectionString.");
        await using var command = new NpgsqlCommand("""
            SELECT current_setting('server_encoding'), current_schema(), current_schema() IS NOT NULL AND has_schema_privilege(current_schema(), 'CREATE'),
                current_setting('transaction_read_only') = 'on', current_user, to_regnamespace(@jobs) IS NOT NULL,
                CASE WHEN to_regnamespace(@jobs) IS NULL THEN has_database_privilege(current_database(), 'CREATE')
                ELSE has_schema_privilege(to_regnamespace(@jobs), 'USAGE') AND has_schema_privilege(to_regnamespace(@jobs), 'CREATE') END
            """, connection);
        command.Parameters.AddWithValue("jobs", DatabaseOptions.JobSchema);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (database, user) = (connections.Settings.Database, reader.GetString(4));
        if (reader.GetString(0) != "UTF8")
            throw new DatabaseUnusableException($"The database '{database}' keeps texts as {reader.GetString(0)}; make one with ENCODING 'UTF8' and name it in Database:ConnectionString.");
        if (reader.GetBoolean(3))
            throw new DatabaseUnusableException($"The PostgreSQL server at {connections.Place} takes no writes: it is a standby or set to read only. Name the primary in Database:ConnectionString.");
        if (Lacks(reader, user, database) is { } words) throw new DatabaseUnusableException(words);
    }

    /// <summary>The rights that are missing, all at once, with the statements that give them; null when none is.</summary>
    static string? Lacks(NpgsqlDataReader reader, string user, string? database)
    {
        List<string> acts = [], grants = [];
        if (!reader.GetBoolean(2))
        {
            var schema = reader.IsDBNull(1) ? "public" : reader.GetString(1);
            acts.Add($"make tables in the schema '{schema}'");
            grants.Add($"GRANT USAGE, CREATE ON SCHEMA {schema} TO \"{user}\";");
        }

        if (!reader.GetBoolean(6))
        {
            var isThere = reader.GetBoolean(5);
            acts.Add($"{(isThere ? "use" : "make")} the schema '{DatabaseOptions.JobSchema}', where the job engine keeps its tables,");
            grants.Add(isThere
                ? $"ALTER SCHEMA {DatabaseOptions.JobSchema} OWNER TO \"{user}\";"
                : $"GRANT CREATE ON DATABASE \"{database}\" TO \"{user}\";");
        }

        return acts.Count == 0 ? null : $"The user '{user}' may not {string.Join(" nor ", acts)} in the database '{database}'. As its owner or a superuser: {string.Join(' ', grants)}";
    }

    /// <summary>One sentence about a fault of the connection or of rights; null for any other fault.</summary>
    public static string? Explain(Exception fault, PostgresConnections connections)
    {
        var (place, user, database) = (connections.Place, connections.Settings.Username, connections.Settings.Database);
        if (Find(fault) is PostgresException server)
        {
            return server.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"The PostgreSQL server at {place} does not let the user '{user}' in. Correct Username and Password in Database:ConnectionString, or its pg_hba.conf.",
                PostgresErrorCodes.InvalidCatalogName =>
                    $"There is no database '{database}' on the PostgreSQL server at {place}. Make it: CREATE DATABASE \"{database}\" OWNER \"{user}\" ENCODING 'UTF8';",
                PostgresErrorCodes.InsufficientPrivilege =>
                    $"The user '{user}' lacks a right on the database '{database}': {server.MessageText}. As its owner: ALTER DATABASE \"{database}\" OWNER TO \"{user}\";",
                PostgresErrorCodes.TooManyConnections =>
                    $"The PostgreSQL server at {place} has no connection left. Raise its max_connections, or lower Maximum Pool Size in Database:ConnectionString.",
                PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
                    $"The PostgreSQL server at {place} is starting or stopping. Wait until it runs, then start again.",
                _ => null,
            };
        }

        if (fault is NpgsqlException { InnerException: TimeoutException } or TimeoutException)
            return $"The PostgreSQL server at {place} does not answer in time. Correct Host and Port in Database:ConnectionString, or start the server.";
        if (Find(fault) is { } away && IsAway(away))
        {
            var reason = away.InnerException is SocketException socket ? socket.Message : away.InnerException?.Message ?? away.Message;
            return $"No PostgreSQL server answers at {place} ({reason}). Start it, or correct Host and Port in Database:ConnectionString.";
        }

        return null;
    }

    /// <summary>Whether the fault means that the server is away, for a moment or longer, and not that a statement was wrong.</summary>
    public static bool IsAway(Exception fault) => Find(fault) switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        { } connection => connection.InnerException is SocketException or IOException or TimeoutException,
        null => false,
    };

    /// <summary>The driver's fault within a fault.</summary>
    public static NpgsqlException? Find(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (fault is NpgsqlException found) return found;
        }

        return null;
    }
}
