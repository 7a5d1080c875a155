using System.Security.Cryptography;
using System.Text;
using ArtFactory.Data.Postgres.Triggers;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>Makes functions and triggers agree with their definitions. When they do, that costs one query and locks nothing.</summary>
static class PostgresTriggerUpkeep
{
    static readonly string Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', PostgresTriggers.Functions.Concat(PostgresTriggers.All.Select(t => t.Create))))));

    public static async Task RunAsync(PostgresConnections connections, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);

        // Before the migration that adds the columns of the search, there are no triggers to keep.
        await using (var ready = new NpgsqlCommand("SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('products') AND attname = 'search_vector'", connection))
            if (await ready.ExecuteScalarAsync(cancellationToken) is not 1L) return;
        if (await AgreesAsync(connection, cancellationToken)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var statement in PostgresTriggers.Functions.Concat(PostgresTriggers.All.Select(t => t.Create)).Append($"COMMENT ON FUNCTION search_query(text) IS '{Version}'"))
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    static async Task<bool> AgreesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT obj_description(to_regprocedure('search_query(text)'), 'pg_proc'),
                (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname = ANY(@names)
                    AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace))
            """, connection);
        command.Parameters.AddWithValue("names", PostgresTriggers.All.Select(t => t.Name).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return !reader.IsDBNull(0) && reader.GetString(0) == Version && reader.GetInt64(1) == PostgresTriggers.All.Count;
    }
}
