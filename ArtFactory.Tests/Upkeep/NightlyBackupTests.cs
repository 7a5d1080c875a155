using System.IO.Compression;
using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Upkeep;

public sealed class NightlyBackupTests
{
    [Theory, Engines]
    public async Task Its_name_says_what_it_is_and_the_oldest_of_either_kind_go(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var paths = FactoryPaths.At(database.Folder);
        Directory.CreateDirectory(paths.Backups);
        foreach (var name in (string[])["nightly-20261101-030000.db", "nightly-20261102-030000.zip", "nightly-20261103-030000.db", "nightly-20261104-030000.zip", "factory-20261001-120000.db"])
            await File.WriteAllTextAsync(Path.Combine(paths.Backups, name), "");
        var clock = new FakeTimeProvider(new(2026, 11, 5, 3, 0, 0, TimeSpan.Zero));
        var work = new BackupWork(database.Engine, paths, new FakeSettings().Set("backup.keep_count", 3), clock);

        await work.RunAsync(new LongJob(FactoryId.New(), null, ParameterSet.Empty, (_, _) => Task.CompletedTask), CancellationToken.None);

        var made = database.IsPostgres ? "nightly-20261105-030000.zip" : "nightly-20261105-030000.db";
        Directory.GetFiles(paths.Backups).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            ["factory-20261001-120000.db", "nightly-20261103-030000.db", "nightly-20261104-030000.zip", made]);
        var path = Path.Combine(paths.Backups, made);
        if (database.IsPostgres)
        {
            using var archive = ZipFile.OpenRead(path);
            archive.Entries.ShouldNotBeEmpty();
        }
        else
        {
            using var text = new StreamReader(path);
            (await text.ReadLineAsync()).ShouldNotBeNull().ShouldStartWith("SQLite format 3");
        }
    }
}
