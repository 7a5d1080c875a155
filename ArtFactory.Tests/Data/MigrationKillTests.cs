using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Data;

/// <summary>A process killed anywhere in its migrations, and the next start.</summary>
[Trait("speed", "slow")]
public sealed class MigrationKillTests(ITestOutputHelper output)
{
    const int Kills = 20;

    [Fact]
    public async Task After_a_kill_anywhere_in_the_migrations_the_next_start_is_ready()
    {
        await using var counted = await TestDatabase.CreateEmptyAsync();
        var commands = int.Parse((await RunChildAsync(counted.Options.Path, 0)).Output, CultureInfo.InvariantCulture);
        commands.ShouldBeGreaterThan(Kills);
        await using var whole = await TestDatabase.CreateAsync();
        var expected = await SchemaAsync(whole);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var database = await TestDatabase.CreateEmptyAsync();
            var at = 1 + (kill * (commands - 1) / (Kills - 1));
            (await RunChildAsync(database.Options.Path, at)).ExitCode.ShouldNotBe(0, "the child must have been killed");
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await database.Migrator.UpAsync(patience.Token);
            (await SchemaAsync(database)).ShouldBe(expected, $"killed at command {at} of {commands}");
            (await database.Engine.CheckIntegrityAsync()).ShouldBeEmpty();
            (await database.Migrator.StatusAsync()).Pending.ShouldBeEmpty();
        }

        output.WriteLine($"{Kills} kills among {commands} commands, {Kills} ready");
    }

    static async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database) =>
        [.. (await database.RowsAsync("SELECT type, name, sql FROM sqlite_master WHERE name <> '__EFMigrationsLock' ORDER BY type, name")).Select(r => string.Join('|', r))];

    static async Task<(int ExitCode, string Output)> RunChildAsync(string path, int at)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(MigrationKillTests).Assembly.Location, ChildProcess.Migrate, path, at.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return (child.ExitCode, output);
    }
}
