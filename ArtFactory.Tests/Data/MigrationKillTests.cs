using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Data;

/// <summary>A process killed anywhere in its migrations, and the next start.</summary>
[Trait("speed", "slow")]
public sealed class MigrationKillTests(ITestOutputHelper output)
{
    const int Kills = 20;

    [Theory, Engines]
    public async Task After_a_kill_anywhere_in_the_migrations_the_next_start_is_ready(string engine)
    {
        await using var counted = await TestDatabase.CreateEmptyAsync(engine);
        var commands = int.Parse((await RunChildAsync(counted, 0)).Output, CultureInfo.InvariantCulture);
        commands.ShouldBeGreaterThan(Kills);
        await using var whole = await TestDatabase.CreateEmptyAsync(engine);
        var steps = await StepsAsync(whole);
        await whole.Migrator.UpAsync();
        var expected = await SchemaAsync(whole);
        var reached = new SortedSet<int>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var database = await TestDatabase.CreateEmptyAsync(engine);
            var at = 1 + (kill * (commands - 1) / (Kills - 1));
            (await RunChildAsync(database, at)).ExitCode.ShouldNotBe(0, "the child must have been killed");

            // On a server each migration is one transaction: there, or not at all.
            if (database.IsPostgres)
            {
                var applied = (await database.Migrator.StatusAsync()).Applied.Count;
                (await TablesAsync(database)).ShouldBe(steps[applied], $"killed at command {at} of {commands}, after {applied} migrations");
                reached.Add(applied);
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await database.Migrator.UpAsync(patience.Token);
            (await SchemaAsync(database)).ShouldBe(expected, $"killed at command {at} of {commands}");
            (await database.Engine.CheckIntegrityAsync()).ShouldBeEmpty();
            (await database.Migrator.StatusAsync()).Pending.ShouldBeEmpty();
        }

        output.WriteLine($"{engine}: {Kills} kills among {commands} commands{(reached.Count == 0 ? "" : $", with {string.Join(", ", reached)} of {steps.Count - 1} migrations applied")}, {Kills} ready");
    }

    /// <summary>The tables as they are before the first migration and after each.</summary>
    static async Task<List<IReadOnlyList<string>>> StepsAsync(TestDatabase database)
    {
        var steps = new List<IReadOnlyList<string>> { await TablesAsync(database) };
        await using var context = database.Open();
        foreach (var migration in context.Database.GetMigrations())
        {
            await context.GetService<IMigrator>().MigrateAsync(migration);
            steps.Add(await TablesAsync(database));
        }

        return steps;
    }

    /// <summary>Tables, indexes and constraints.</summary>
    static Task<IReadOnlyList<string>> TablesAsync(TestDatabase database) => LinesAsync(database, database.IsPostgres
        ? """
            SELECT 'column', attrelid::regclass::text, attname::text, format_type(atttypid, atttypmod), attnotnull::text
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND attnum > 0 AND NOT attisdropped AND relname <> 'migration_history'
            UNION ALL
            SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), ''
            FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid <> coalesce(to_regclass('migration_history'), 0)
            UNION ALL
            SELECT 'index', tablename::text, indexname::text, indexdef, '' FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> 'migration_history'
            ORDER BY 1, 2, 3
            """
        : "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND name NOT LIKE '%igration%' ORDER BY 1, 2");

    /// <summary>All there is: triggers and functions too.</summary>
    static async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database) => database.IsPostgres
        ? [.. await TablesAsync(database), .. await LinesAsync(database, """
            SELECT 'trigger', tgname::text, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT 'function', proname::text, pg_get_functiondef(oid), coalesce(obj_description(oid, 'pg_proc'), '')
            FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
            ORDER BY 1, 2, 3
            """)]
        : await LinesAsync(database, "SELECT type, name, sql FROM sqlite_master WHERE name <> '__EFMigrationsLock' ORDER BY type, name");

    static async Task<IReadOnlyList<string>> LinesAsync(TestDatabase database, string sql) => [.. (await database.RowsAsync(sql)).Select(row => string.Join('|', row))];

    static async Task<(int ExitCode, string Output)> RunChildAsync(TestDatabase database, int at)
    {
        // Connections that are kept: how often it connects would depend on how fast it is.
        var place = database.IsPostgres
            ? new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { ConnectionIdleLifetime = 300, ConnectionPruningInterval = 10 }.ConnectionString
            : database.Options.Path;
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(MigrationKillTests).Assembly.Location, ChildProcess.Migrate, place, at.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return (child.ExitCode, output);
    }
}
