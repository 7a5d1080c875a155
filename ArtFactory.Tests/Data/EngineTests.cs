using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Data;

public sealed class EngineTests
{
    [Fact]
    public async Task A_backup_under_writes_is_whole_and_overwrites_nothing()
    {
        const string engine = TestDatabase.Sqlite;
        await using var database = await TestDatabase.CreateAsync(engine);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var context = database.Open();
                context.AddRange(new Project { Id = FactoryId.New(), Name = "A" }, new Project { Id = FactoryId.New(), Name = "B" });
                await context.SaveChangesAsync();
                Interlocked.Increment(ref written);
            }
        });
        while (Volatile.Read(ref written) == 0) await Task.Yield();
        var path = Path.Combine(database.Folder, "copies", "one.db");
        await database.Engine.BackupAsync(path);
        await stop.CancelAsync();
        await writer;
        await Should.ThrowAsync<IOException>(() => database.Engine.BackupAsync(path));

        await using var services = TestDatabase.Build(new DatabaseOptions { Engine = engine, Path = path });
        var copy = services.GetRequiredService<IDatabaseEngine>();
        (await copy.CheckIntegrityAsync()).ShouldBeEmpty();
        await using (var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync())
        {
            var names = await context.Projects.GroupBy(p => p.Name).Select(g => g.Count()).ToListAsync();
            names.Count.ShouldBe(2);
            names[0].ShouldBe(names[1]);
        }

        await copy.CloseAsync();
    }

    [Theory, Engines]
    public async Task Health_is_good_for_a_migrated_database_and_bad_for_an_empty_one(string engine)
    {
        await using var ready = await TestDatabase.CreateAsync(engine);
        await ready.Engine.CheckHealthAsync();
        await using var empty = await TestDatabase.CreateEmptyAsync(engine);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => empty.Engine.CheckHealthAsync());
    }

    [Fact]
    public async Task Gated_writers_never_meet()
    {
        await using var database = await TestDatabase.CreateAsync();
        var inside = 0;
        var met = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                using (await database.Gate.EnterAsync())
                {
                    if (Interlocked.Increment(ref inside) > 1) Interlocked.Increment(ref met);
                    await using var context = database.Open();
                    context.Add(new Tag { Id = FactoryId.New(), Name = FactoryId.New().ToString() });
                    await context.SaveChangesAsync();
                    Interlocked.Decrement(ref inside);
                }
            }
        })));
        met.ShouldBe(0);
        await using var reading = database.Open();
        (await reading.Tags.CountAsync()).ShouldBe(200);
    }

    [Theory, Engines]
    public async Task Ungated_writers_wait_for_each_other_and_none_is_turned_away(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await using var context = database.Open();
                context.Add(new Tag { Id = FactoryId.New(), Name = FactoryId.New().ToString() });
                await context.SaveChangesAsync();
            }
        })));
        await using var reading = database.Open();
        (await reading.Tags.CountAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task A_waiter_that_gives_up_does_not_block_the_gate()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var first = await database.Gate.EnterAsync();
        using var impatience = new CancellationTokenSource();
        var second = database.Gate.EnterAsync(impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await database.Gate.EnterAsync()).Dispose();
    }

    [Theory, Engines]
    public async Task Rows_remember_when_they_were_made_and_changed(string engine)
    {
        var clock = new SteppingClock(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine, services => services.AddSingleton<TimeProvider>(clock));
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        await using var context = database.Open();
        context.Add(project);
        await context.SaveChangesAsync();
        clock.Advance(TimeSpan.FromHours(1));
        project.Name = "Wolves";
        await context.SaveChangesAsync();
        await using var reading = database.Open();
        var found = await reading.Projects.AsNoTracking().SingleAsync();
        found.CreatedAt.ShouldBe(new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc));
        found.UpdatedAt.ShouldBe(new DateTime(2026, 11, 22, 11, 0, 0, DateTimeKind.Utc));
    }

    [Theory, Engines]
    public async Task Rows_written_in_bulk_are_the_rows_the_model_writes(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        Product Make(int i) => new()
        {
            Id = FactoryId.New(), ProjectId = project.Id, FilePath = $"{i}.png", FileSize = i, Prompt = "A red fox", Liked = i % 2 == 0, Rating = i % 5 + 1,
            Duration = 1.5, Metadata = ParameterSet.Parse("""{"colors":["#aa0000"]}"""), ThumbnailPaths = new("s", "m", null), PerceptualHash = -i,
        };
        await using (var context = database.Open())
        {
            context.Add(project);
            context.Add(Make(0));
            await context.SaveChangesAsync();
        }

        var bulk = database.Services.GetRequiredService<BulkWriter>();
        (await bulk.InsertAsync(Enumerable.Range(1, 25).Select(Make), batchSize: 10)).ShouldBe(25);
        await using var reading = database.Open();
        var products = await reading.Products.AsNoTracking().OrderBy(p => p.Id).ToListAsync();
        products.Select(p => p.FilePath).ShouldBe(Enumerable.Range(0, 26).Select(i => $"{i}.png"));
        products.ShouldAllBe(p => p.Metadata!.Text("colors") == "[\"#aa0000\"]" && p.ThumbnailPaths!.Medium == "m" && p.CreatedAt.Kind == DateTimeKind.Utc && p.CreatedAt != default);
        if (!database.IsPostgres) (await database.RowsAsync("SELECT DISTINCT typeof(id), typeof(liked), typeof(rating), typeof(duration), typeof(created_at), typeof(seq) FROM products")).ShouldHaveSingleItem();
        (await reading.Projects.AsNoTracking().SingleAsync()).ProductCount.ShouldBe(26);
        (await database.Engine.MatchProducts(reading, "\"fox\"").CountAsync()).ShouldBe(26);
    }

    [Fact]
    public void An_unknown_engine_or_an_empty_path_is_refused_with_advice()
    {
        Should.Throw<DatabaseUnusableException>(() => TestDatabase.Build(new DatabaseOptions { Engine = "oracle" })).Message.ShouldContain("'sqlite' or 'postgresql'");
        Should.Throw<DatabaseUnusableException>(() => TestDatabase.Build(new DatabaseOptions())).Message.ShouldContain("Database:Path");
    }
}
