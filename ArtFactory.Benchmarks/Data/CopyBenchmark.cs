using System.Diagnostics;
using ArtFactory.Benchmarks.Library;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Engine.Upkeep;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ArtFactory.Benchmarks.Data;

/// <summary>
/// A whole library from SQLite to PostgreSQL and back, in rows a second: the writing beside the plainest way to write the same rows
/// into the same schema, and all of it with the comparison of both sides.
/// </summary>
static class CopyBenchmark
{
    const int Products = 1_000_000;

    public static async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var library = await BenchLibrary.OpenAsync(run.Sheet, run.Library, Products, null, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("art-factory-copy-");
        try
        {
            await using var server = Services(await run.Server.NewDatabaseAsync());
            await using var back = Services(new DatabaseOptions { Path = Path.Combine(folder.FullName, "db", "factory.db") });
            var there = await CopyAsync(library.Services, server, cancellationToken);
            var tables = there.Report.Tables.Select(t => t.Table).ToList();
            Add(run, "to PostgreSQL", there, await PlainCopyAsync(run, server, tables, cancellationToken), "COPY from server to server");
            var home = await CopyAsync(server, back, cancellationToken);
            Add(run, "to SQLite", home, await PlainInsertAsync(library.Engine, folder.FullName, tables, cancellationToken), "an insert loop, one transaction a table");
            await back.GetRequiredService<IDatabaseEngine>().CloseAsync(cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Add(BenchmarkRun run, string where, Copied copied, double seconds, string baseline)
    {
        if (!copied.Report.IsEqual) throw new InvalidOperationException($"The copy {where} is not equal.");
        run.Sheet.Add($"copy {where}: writing {copied.Report.Rows:N0} rows", copied.Report.Rows / copied.Writing, "rows/s", copied.Report.Rows / seconds, baseline);
        run.Sheet.Add($"copy {where}: with search index and comparison", copied.Report.Rows / copied.Report.Took.TotalSeconds, "rows/s");
        run.Sheet.Add($"copy {where}: most memory held", copied.MostMegabytes, "MiB");
    }

    static async Task<Copied> CopyAsync(IServiceProvider source, IServiceProvider target, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (writing, most) = (0.0, 0L);
        var copy = new LibraryCopy(CopyLibrary.Of(source), CopyLibrary.Of(target), TimeProvider.System)
        {
            OnStep = step =>
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                if (step.What == "search index") writing = Stopwatch.GetElapsedTime(started).TotalSeconds;
            },
        };
        return new Copied(await copy.RunAsync(cancellationToken: cancellationToken), writing, most / 1048576.0);
    }

    /// <summary>The same tables from one database of the server to another, as the server's own bytes, one transaction a table, with the same triggers off.</summary>
    static async Task<double> PlainCopyAsync(BenchmarkRun run, IServiceProvider server, List<string> tables, CancellationToken cancellationToken)
    {
        await using var plain = Services(await run.Server.NewDatabaseAsync());
        await plain.GetRequiredService<Migrator>().MakeSchemaAsync(cancellationToken);
        await using var from = (NpgsqlConnection)await server.GetRequiredService<IDatabaseEngine>().OpenConnectionAsync(cancellationToken);
        await using var to = (NpgsqlConnection)await plain.GetRequiredService<IDatabaseEngine>().OpenConnectionAsync(cancellationToken);
        await RunAsync(to, "SET synchronous_commit = off", cancellationToken);
        var started = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            await using (var triggers = new NpgsqlCommand($"SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = '{table}'::regclass AND tgname NOT LIKE 'search_%'", to))
            {
                var names = new List<string>();
                await using (var reader = await triggers.ExecuteReaderAsync(cancellationToken))
                {
                    while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
                }

                foreach (var name in names) await RunAsync(to, $"ALTER TABLE {table} DISABLE TRIGGER {name}", cancellationToken);
            }

            var columns = (await TextAsync(to, $"SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'search_vector'", cancellationToken))!;
            await using var rows = await from.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) TO STDOUT (FORMAT BINARY)", cancellationToken);
            await using var import = await to.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
            await rows.CopyToAsync(import, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The same tables from one file to another by a prepared insert, without triggers.</summary>
    static async Task<double> PlainInsertAsync(IDatabaseEngine library, string folder, List<string> tables, CancellationToken cancellationToken)
    {
        await using var plain = Services(new DatabaseOptions { Path = Path.Combine(folder, "db", "plain.db") });
        var engine = plain.GetRequiredService<IDatabaseEngine>();
        await using (await engine.LockMigrationsAsync(cancellationToken)) await plain.GetRequiredService<Migrator>().MakeSchemaAsync(cancellationToken);
        await using var from = (SqliteConnection)await library.OpenConnectionAsync(cancellationToken);
        await using var to = (SqliteConnection)await engine.OpenConnectionAsync(cancellationToken);
        foreach (var name in (await TextAsync(to, "SELECT group_concat(name) FROM sqlite_master WHERE type = 'trigger'", cancellationToken))!.Split(',')) await RunAsync(to, $"DROP TRIGGER {name}", cancellationToken);
        var started = Stopwatch.GetTimestamp();
        foreach (var table in tables)
        {
            await using var transaction = to.BeginTransaction();
            await using var select = new SqliteCommand($"SELECT * FROM {table}", from);
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            var names = Enumerable.Range(0, rows.FieldCount).Select(i => $"\"{rows.GetName(i)}\"").ToList();
            await using var insert = new SqliteCommand($"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, i) => $"$p{i}"))})", to, transaction);
            for (var i = 0; i < names.Count; i++) insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
            while (rows.Read())
            {
                for (var i = 0; i < names.Count; i++) insert.Parameters[i].Value = rows.GetValue(i);
                insert.ExecuteNonQuery();
            }

            await transaction.CommitAsync(cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await engine.CloseAsync(cancellationToken);
        return seconds;
    }

    static ServiceProvider Services(DatabaseOptions options) => new ServiceCollection().AddLogging().AddFactoryData(options).BuildServiceProvider();

    static async Task RunAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<string?> TextAsync(System.Data.Common.DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <param name="Report">What the copy says of itself.</param>
    /// <param name="Writing">Seconds until all rows were there.</param>
    /// <param name="MostMegabytes">On the managed heap.</param>
    sealed record Copied(CopyReport Report, double Writing, double MostMegabytes);
}
