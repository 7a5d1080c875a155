using System.IO.Compression;
using System.Text.Json;
using Npgsql;

namespace ArtFactory.Data.Postgres;

/// <summary>
/// A copy of all rows as one file, of one moment, while others read and write: a zip with one entry a table in the server's own binary
/// form, and <c>manifest.json</c> with the migrations and the numbers of rows. It needs no program of the server's on this machine.
/// </summary>
static class PostgresBackup
{
    const string Manifest = "manifest.json";

    /// <exception cref="IOException">The file exists already.</exception>
    public static async Task WriteAsync(PostgresConnections connections, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) throw new IOException($"The backup file {path} exists already; nothing is overwritten.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".part";
        await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
        {
            await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, null, cancellationToken))
            {
                await using var connection = await connections.OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
                var tables = await TablesAsync(connection, cancellationToken);
                foreach (var (table, columns) in tables)
                {
                    await using var entry = await zip.CreateEntry(table, CompressionLevel.Fastest).OpenAsync(cancellationToken);
                    await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {Quoted(table)} ({columns}) TO STDOUT (FORMAT BINARY)", cancellationToken);
                    await copy.CopyToAsync(entry, cancellationToken);
                }

                await using var manifest = await zip.CreateEntry(Manifest).OpenAsync(cancellationToken);
                await JsonSerializer.SerializeAsync(manifest, new Contents(await MigrationsAsync(connection, cancellationToken), tables), JsonSerializerOptions.Web, cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path);
    }

    /// <summary>Puts the rows of a backup in place of those of a database that was migrated as far as the backup's.</summary>
    /// <exception cref="DatabaseUnusableException">The file is no backup, or one of another version.</exception>
    public static async Task RestoreAsync(PostgresConnections connections, string path, CancellationToken cancellationToken)
    {
        await using var zip = await OpenAsync(path, cancellationToken);
        await using var connection = await connections.OpenAsync(cancellationToken);
        var (migrations, tables) = await ReadManifestAsync(zip, path, cancellationToken);
        if (!migrations.SequenceEqual(await MigrationsAsync(connection, cancellationToken), StringComparer.Ordinal))
            throw new DatabaseUnusableException($"{path} was made by another version of the program, with the schema {migrations.LastOrDefault() ?? "of before any"}. Start that version on an empty database, restore it there, and upgrade.");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, $"TRUNCATE {string.Join(", ", tables.Keys.Select(Quoted))}", cancellationToken);

        // What triggers and references would do, the rows hold already.
        await RunAsync(connection, string.Join(' ', tables.Keys.Select(t => $"ALTER TABLE {Quoted(t)} DISABLE TRIGGER USER;")), cancellationToken);
        foreach (var (table, columns) in tables)
        {
            await using var entry = await zip.GetEntry(table)!.OpenAsync(cancellationToken);
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {Quoted(table)} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
            await entry.CopyToAsync(copy, cancellationToken);
        }

        await RunAsync(connection, string.Join(' ', tables.Keys.Select(t => $"ALTER TABLE {Quoted(t)} ENABLE TRIGGER USER;")), cancellationToken);
        await RunAsync(connection, PostgresSequences.Follow, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    static async Task<ZipArchive> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ZipFile.OpenReadAsync(path, cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            throw new DatabaseUnusableException($"{path} is no backup of a library on PostgreSQL.", fault);
        }
    }

    static async Task<Contents> ReadManifestAsync(ZipArchive zip, string path, CancellationToken cancellationToken)
    {
        if (zip.GetEntry(Manifest) is not { } entry) throw new DatabaseUnusableException($"{path} is no backup of a library on PostgreSQL.");
        await using var manifest = await entry.OpenAsync(cancellationToken);
        return (await JsonSerializer.DeserializeAsync<Contents>(manifest, JsonSerializerOptions.Web, cancellationToken))!;
    }

    static async Task<List<string>> MigrationsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM migration_history ORDER BY version", connection);
        var migrations = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) migrations.Add(reader.GetString(0));
        return migrations;
    }

    /// <summary>Tables with their columns, each after those it refers to.</summary>
    static async Task<Dictionary<string, string>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            WITH RECURSIVE tables AS (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace),
            deep AS (
                SELECT oid, 0 AS depth FROM tables
                UNION
                SELECT c.conrelid, d.depth + 1 FROM deep d JOIN pg_constraint c ON c.confrelid = d.oid AND c.contype = 'f' AND c.conrelid <> d.oid WHERE d.depth < 20
            )
            SELECT t.oid::regclass::text, (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped)
            FROM tables t JOIN deep d ON d.oid = t.oid GROUP BY t.oid ORDER BY max(d.depth), 1
            """, connection);
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0), reader.GetString(1));
        return tables;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static string Quoted(string table) => table.StartsWith('"') ? table : $"\"{table}\"";

    /// <param name="Migrations">Those applied, in order.</param>
    /// <param name="Tables">Each with its columns, after those it refers to.</param>
    sealed record Contents(List<string> Migrations, Dictionary<string, string> Tables);
}
