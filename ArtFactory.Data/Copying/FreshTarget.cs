using System.Data.Common;

namespace ArtFactory.Data.Copying;

/// <summary>Whether a database holds nothing but what a first start puts there by itself.</summary>
public static class FreshTarget
{
    /// <summary>What the seeds fill.</summary>
    static readonly string[] Seeded = ["models", "providers", "lookups", "system_settings", "seed_records"];

    /// <summary>What belongs to the processes that ran, and not to a library.</summary>
    static readonly string[] OfProcesses = ["nodes", "key_ring", "line_gates"];

    /// <summary>The tables a copy empties before it begins.</summary>
    public static IEnumerable<CopyTable> Emptied(IReadOnlyList<CopyTable> tables) =>
        tables.Reverse().Where(t => Seeded.Contains(t.Name, StringComparer.Ordinal) || OfProcesses.Contains(t.Name, StringComparer.Ordinal));

    /// <summary>In words, what the database holds of its own; null when it holds nothing.</summary>
    public static async Task<string?> ContentAsync(DbConnection connection, IReadOnlyList<CopyTable> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables.Except(Emptied(tables)))
        {
            if (await NumberAsync(connection, $"SELECT count(*) FROM (SELECT 1 FROM \"{table.Name}\" LIMIT 1) AS found", cancellationToken) > 0)
                return $"rows in {table.Name}";
        }

        // The seeds are loaded in one go, with one moment: a row with another was made or changed by a person, or by a newer version.
        var moments = string.Join(" UNION ALL ", Seeded.Select(t => $"SELECT updated_at FROM {t}"));
        return await NumberAsync(connection, $"SELECT count(DISTINCT updated_at) FROM ({moments}) AS moments", cancellationToken) > 1
            ? "models, providers, lookups or settings that were changed" : null;
    }

    static async Task<long> NumberAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
