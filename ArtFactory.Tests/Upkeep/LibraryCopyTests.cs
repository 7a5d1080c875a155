using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Upkeep;

/// <summary>A library from one engine to another: all of it, or a clear word.</summary>
public sealed class LibraryCopyTests
{
    const string Lite = TestDatabase.Sqlite, Server = TestDatabase.Postgres;

    static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Theory]
    [InlineData(Lite, Server)]
    [InlineData(Server, Lite)]
    [InlineData(Lite, Lite)]
    [InlineData(Server, Server)]
    public async Task Every_table_of_the_model_arrives_as_it_was(string from, string to)
    {
        await using var source = await TestDatabase.CreateAsync(from);
        await using var target = await TestDatabase.CreateEmptyAsync(to);
        await FullLibrary.FillAsync(source);
        var report = await Copy(source, target).RunAsync();
        report.Tables.Where(t => !t.IsEqual).ShouldBeEmpty();
        report.Tables.Select(t => t.Table).Order(StringComparer.Ordinal).ShouldBe(FullLibrary.Tables(source));
        report.Tables.ShouldAllBe(t => t.Rows > 0);
        var (expected, found) = (await FullLibrary.ReadAsync(source), await FullLibrary.ReadAsync(target));
        foreach (var (table, rows) in expected) found[table].ShouldBe(rows, table);
    }

    [Theory]
    [InlineData(Lite, Server)]
    [InlineData(Server, Lite)]
    public async Task What_is_derived_works_on_in_the_target(string from, string to)
    {
        await using var source = await TestDatabase.CreateAsync(from);
        await using var target = await TestDatabase.CreateEmptyAsync(to);
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        await AddAsync(source, project, NewProduct(project.Id, "a crimson fox at dawn"), NewProduct(project.Id, "a blue hare"));
        (await Copy(source, target).RunAsync()).IsEqual.ShouldBeTrue();
        (await target.TriggersAsync()).ShouldNotBeEmpty();
        await using (var reference = await TestDatabase.CreateAsync(to)) (await target.TriggersAsync()).ShouldBe(await reference.TriggersAsync());
        (await FoundAsync(target, "crimson")).ShouldBe(["a crimson fox at dawn"]);

        // As on any other day: the start finds nothing to do, the next number follows, the counts and the index know.
        (await target.Migrator.UpAsync()).Applied.ShouldBeEmpty();
        await AddAsync(target, NewProduct(project.Id, "a crimson owl"));
        (await FoundAsync(target, "crimson")).ShouldBe(["a crimson fox at dawn", "a crimson owl"]);
        await using var context = target.Open();
        (await context.Projects.SingleAsync()).ProductCount.ShouldBe(3);
        (await context.Products.OrderBy(p => p.Id).Select(p => p.Seq).ToListAsync()).ShouldBe([1L, 2L, 3L]);
        (await target.Engine.CheckIntegrityAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Lite, Server)]
    [InlineData(Server, Lite)]
    public async Task An_interrupted_copy_is_refused_and_goes_on_in_the_middle_of_a_table(string from, string to)
    {
        await using var source = await TestDatabase.CreateAsync(from);
        await using var target = await TestDatabase.CreateEmptyAsync(to);
        await source.Services.GetRequiredService<BulkWriter>().InsertAsync(Enumerable.Range(0, 12_000).Select(i => new Tag { Id = FactoryId.New(), Name = $"tag {i}" }));
        await Should.ThrowAsync<IOException>(() => Copy(source, target, step =>
        {
            if (step.What == "tags") throw new IOException("pulled the plug");
        }).RunAsync());
        (await target.RowsAsync("SELECT count(*) FROM tags"))[0][0].ShouldBe("10000");
        (await RefusalAsync(source, target)).ShouldContain("Go on with it by --resume");
        (await Should.ThrowAsync<DatabaseUnusableException>(() => target.Migrator.UpAsync())).Message.ShouldContain("a copy that has not ended");
        await using (var other = await TestDatabase.CreateAsync(from))
            (await RefusalAsync(other, target, resume: true)).ShouldContain("was begun from");
        var report = await Copy(source, target).RunAsync(resume: true);
        (report.IsEqual, report.Resumed).ShouldBe((true, true));
        report.Tables.Single(t => t.Table == "tags").RowsThere.ShouldBe(12_000);
        (await target.Migrator.UpAsync()).Applied.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_database_that_holds_a_library_is_refused_and_one_that_only_started_is_not(string engine)
    {
        await using var source = await TestDatabase.CreateAsync(Lite);
        await AddAsync(source, new Tag { Id = FactoryId.New(), Name = "of the source" });
        await using var started = await TestDatabase.CreateAsync(engine);
        (await Copy(source, started).RunAsync()).IsEqual.ShouldBeTrue();
        (await RefusalAsync(source, started)).ShouldContain("is a library already (rows in tags)");
        (await RefusalAsync(source, started, resume: true)).ShouldContain("A copy never overwrites");
        await using var touched = await TestDatabase.CreateAsync(engine);
        await using (var context = touched.Open())
        {
            (await context.Providers.FirstAsync()).ApiKeyEncrypted = "sealed";
            await context.SaveChangesAsync();
        }

        (await RefusalAsync(source, touched)).ShouldContain("settings that were changed");
        (await RefusalAsync(source, source)).ShouldContain("Name another database");
    }

    [Theory, Engines]
    public async Task Another_schema_and_a_node_at_work_are_refused(string engine)
    {
        await using var source = await TestDatabase.CreateAsync(Lite);
        await using var target = await TestDatabase.CreateAsync(engine);
        await AddAsync(target, new Node { Owner = "n", Name = "shed:7", Role = "worker", Version = "1", StartedAt = Now, SeenAt = Now });
        (await RefusalAsync(source, target)).ShouldContain("The node shed:7 works on");
        await RunAsync(target, "INSERT INTO migration_history (version, description) VALUES ('20990101000000_Future', 'Future')");
        (await RefusalAsync(source, target)).ShouldContain("newer than this program: it has 20990101000000_Future");
        await RunAsync(target, "DELETE FROM migration_history WHERE version LIKE '%Future' OR version LIKE '%Triggers'");
        (await RefusalAsync(source, target)).ShouldContain("older than this program: it lacks");
    }

    [Theory]
    [InlineData(Lite, Server)]
    [InlineData(Server, Lite)]
    public async Task A_row_that_changed_on_either_side_is_found(string from, string to)
    {
        await using var source = await TestDatabase.CreateAsync(from);
        foreach (var isTarget in (bool[])[true, false])
        {
            await using var target = await TestDatabase.CreateEmptyAsync(to);
            await AddAsync(source, new Tag { Id = FactoryId.New(), Name = $"before {isTarget}" });
            var report = await Copy(source, target, step =>
            {
                if (step.What == "search index") RunAsync(isTarget ? target : source, "UPDATE tags SET description = 'changed'").GetAwaiter().GetResult();
            }).RunAsync();
            report.IsEqual.ShouldBeFalse();
            report.Tables.Where(t => !t.IsEqual).ShouldHaveSingleItem().Table.ShouldBe("tags");
            await Should.ThrowAsync<DatabaseUnusableException>(() => target.Migrator.UpAsync());
        }
    }

    [Theory]
    [InlineData("UPDATE tags SET description = 'a' || char(0) || 'b' WHERE name = 'odd'", "UPDATE tags SET description = 'ab'", "description holds a text with a zero byte")]
    [InlineData("UPDATE tags SET color = '#1234567890' WHERE name = 'odd'", "UPDATE tags SET color = '#123456'", "color holds a text that is too long")]
    [InlineData("UPDATE tags SET created_at = 'yesterday' WHERE name = 'odd'", "UPDATE tags SET created_at = '2026-11-25 09:00:00'", "created_at holds what this column cannot hold")]
    [InlineData("UPDATE tags SET usage_count = 5000000000 WHERE name = 'odd'", "UPDATE tags SET usage_count = 0", "usage_count holds what this column cannot hold")]
    public async Task What_the_server_cannot_keep_is_named_by_row_and_column_and_the_copy_goes_on_when_it_is_corrected(string spoil, string correct, string words)
    {
        await using var source = await TestDatabase.CreateAsync(Lite);
        await using var target = await TestDatabase.CreateEmptyAsync(Server);
        var odd = new Tag { Id = FactoryId.New(), Name = "odd" };
        await AddAsync(source, new Tag { Id = FactoryId.New(), Name = "even" }, odd, new Tag { Id = FactoryId.New(), Name = "last" });
        await RunAsync(source, spoil);
        var refusal = await RefusalAsync(source, target);
        refusal.ShouldContain($"tags, row id = {odd.Id}: ");
        refusal.ShouldContain(words);
        await RunAsync(source, correct);
        (await Copy(source, target).RunAsync(resume: true)).IsEqual.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"a":"\u0000"}""", "JSON with \\u0000")]
    [InlineData("""{"a":"\ud800"}""", "JSON")]
    [InlineData("{no json", "JSON that is none")]
    public async Task Json_that_the_server_cannot_keep_is_named_too(string json, string words)
    {
        await using var source = await TestDatabase.CreateAsync(Lite);
        await using var target = await TestDatabase.CreateEmptyAsync(Server);
        await RunAsync(source, $"UPDATE system_settings SET value = '{json}' WHERE key = (SELECT max(key) FROM system_settings)");
        var refusal = await RefusalAsync(source, target);
        refusal.ShouldContain("system_settings, row key = ");
        refusal.ShouldContain(words);
    }

    [Fact]
    public async Task The_way_there_and_back_ends_where_it_began()
    {
        await using var source = await TestDatabase.CreateAsync(Lite);
        await using var server = await TestDatabase.CreateEmptyAsync(Server);
        await using var back = await TestDatabase.CreateEmptyAsync(Lite);
        await FullLibrary.FillAsync(source);
        var there = await Copy(source, server).RunAsync();
        var here = await Copy(server, back).RunAsync();
        here.Tables.Select(t => (t.Table, t.Rows, t.Checksum)).ShouldBe(there.Tables.Select(t => (t.Table, t.Rows, t.Checksum)));
    }

    static LibraryCopy Copy(TestDatabase source, TestDatabase target, Action<CopyStep>? onStep = null) =>
        new(CopyLibrary.Of(source.Services), CopyLibrary.Of(target.Services), TimeProvider.System) { OnStep = onStep };

    static async Task<string> RefusalAsync(TestDatabase source, TestDatabase target, bool resume = false) =>
        (await Should.ThrowAsync<DatabaseUnusableException>(() => Copy(source, target).RunAsync(resume))).Message;

    static Product NewProduct(Guid project, string prompt) => new() { Id = FactoryId.New(), ProjectId = project, FilePath = "originals/a.png", Prompt = prompt };

    static async Task AddAsync(TestDatabase database, params object[] rows)
    {
        await using var context = database.Open();
        foreach (var row in rows)
        {
            context.Add(row);
            await context.SaveChangesAsync();
        }
    }

    static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var context = database.Open();
        await context.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    static async Task<List<string?>> FoundAsync(TestDatabase database, string text)
    {
        await using var context = database.Open();
        var matches = database.Engine.MatchProducts(context, database.Engine.MatchExpression(text)!);
        return await context.Products.Join(matches, p => p.Seq, m => m.Seq, (p, _) => p).OrderBy(p => p.Id).Select(p => p.Prompt).ToListAsync();
    }
}
