using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

public sealed class MigratorTests
{
    [Theory, Engines]
    public async Task Up_makes_a_new_database_ready_with_its_seeds_and_without_a_backup(string engine)
    {
        await using var database = TestDatabase.CreateEmpty(engine);
        (await database.Migrator.StatusAsync()).Applied.ShouldBeEmpty();
        var outcome = await database.Migrator.UpAsync();
        outcome.Applied.Select(m => m.Description).ShouldBe(["Initial", "Search and triggers", "Money"]);
        outcome.BackupPath.ShouldBeNull();
        var status = await database.Migrator.StatusAsync();
        status.Pending.ShouldBeEmpty();
        status.Applied.ShouldAllBe(m => m.AppliedAt != null && m.AppliedAt.Value.Kind == DateTimeKind.Utc);
        await using var context = database.Open();
        (await context.Lookups.CountAsync()).ShouldBeGreaterThan(30);
        (await database.Migrator.UpAsync()).Applied.ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task Down_and_up_again_keeps_the_rows_the_triggers_and_a_backup(string engine)
    {
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Open())
        {
            context.Add(project);
            context.Add(new Product { Id = FactoryId.New(), ProjectId = project.Id, FilePath = "a.png", Prompt = "A red fox" });
            await context.SaveChangesAsync();
        }

        var down = await database.Migrator.DownAsync("Initial");
        down.Undone.Select(m => m.Description).ShouldBe(["Money", "Search and triggers"]);
        File.Exists(down.BackupPath).ShouldBeTrue();
        (await database.RowsAsync("SELECT name FROM sqlite_master WHERE type = 'trigger'")).ShouldBeEmpty();
        await using (var context = database.Open())
        {
            context.Add(new Product { Id = FactoryId.New(), ProjectId = project.Id, FilePath = "b.png", Prompt = "A blue fox" });
            await context.SaveChangesAsync();
        }

        var up = await database.Migrator.UpAsync();
        up.Applied.Count.ShouldBe(2);
        File.Exists(up.BackupPath).ShouldBeTrue();
        await using var searching = database.Open();
        (await database.Engine.MatchProducts(searching, "\"fox\"").CountAsync()).ShouldBe(2);
        (await searching.Projects.Select(p => p.ProductCount).SingleAsync()).ShouldBe(2);
        await using var after = database.Open();
        (await after.Projects.SingleAsync()).Name.ShouldBe("Foxes");
        (await database.RowsAsync("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'update_project%'")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task What_an_older_library_spent_is_carried_over()
    {
        await using var database = await TestDatabase.CreateAsync();
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        var order = new Order { Id = FactoryId.New(), ProjectId = project.Id, Provider = "replicate", Model = "flux", BaseParameterSet = ParameterSet.Empty, CostSpent = 0.25m };
        var item = new OrderItem { Id = FactoryId.New(), OrderId = order.Id, SequenceNumber = 1 };
        await using (var context = database.Open())
        {
            context.AddRange(project, order, item);
            context.Add(new GenerationAttempt
            {
                Id = FactoryId.New(), OrderItemId = item.Id, OrderId = order.Id, AttemptNumber = 1, Provider = "replicate", State = AttemptState.Succeeded, PayloadHash = "x",
                PriceCeiling = 0.3m, Cost = 0.25m, ReservedAt = new DateTime(2026, 3, 1, 22, 0, 0, DateTimeKind.Utc),
            });
            await context.SaveChangesAsync();
        }

        await database.Migrator.DownAsync("SearchAndTriggers");
        await database.Migrator.UpAsync();
        await using var after = database.Open();
        (await after.GenerationAttempts.SingleAsync()).ShouldSatisfyAllConditions(
            a => a.OrderId.ShouldBe(order.Id), a => a.ProjectId.ShouldBe(project.Id), a => a.Model.ShouldBe("flux"), a => a.Cost.ShouldBe(0.25m));
        (await after.SpendDays.SingleAsync()).ShouldSatisfyAllConditions(
            d => d.Day.ShouldBe(new DateOnly(2026, 3, 1)), d => d.Spent.ShouldBe(0.25m), d => d.Reserved.ShouldBe(0), d => d.ProjectId.ShouldBe(project.Id));
        (await after.Projects.SingleAsync()).CostSpent.ShouldBe(0.25m);
        (await database.Engine.CheckIntegrityAsync()).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task Only_the_last_backups_are_kept(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var i = 0; i < 4; i++)
        {
            await database.Migrator.DownAsync("Initial");
            await database.Migrator.UpAsync();
        }

        Directory.GetFiles(database.Options.ResolvedBackupFolder).Length.ShouldBe(5);
    }

    [Theory, Engines]
    public async Task Down_to_an_unknown_migration_says_which_there_are(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var fault = await Should.ThrowAsync<ArgumentException>(() => database.Migrator.DownAsync("Nothing"));
        fault.Message.ShouldContain("_Initial");
    }

    [Fact]
    public async Task A_lock_row_left_by_a_dead_process_does_not_stop_the_next()
    {
        await using var database = TestDatabase.CreateEmpty();
        await using (var connection = await database.Engine.OpenConnectionAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22');
                """;
            await command.ExecuteNonQueryAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await database.Migrator.UpAsync(patience.Token)).Applied.ShouldNotBeEmpty();
    }

    [Theory, Engines]
    public async Task Two_starts_at_once_migrate_once(string engine)
    {
        await using var database = TestDatabase.CreateEmpty(engine);
        var outcomes = await Task.WhenAll(Task.Run(() => database.Migrator.UpAsync()), Task.Run(() => database.Migrator.UpAsync()));
        outcomes.Select(o => o.Applied.Count).Order().ShouldBe([0, 3]);
    }

    [Fact]
    public async Task A_trigger_that_a_table_rebuild_took_away_comes_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var connection = await database.Engine.OpenConnectionAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "DROP TRIGGER update_project_product_count_insert";
            await command.ExecuteNonQueryAsync();
        }

        await database.Migrator.UpAsync();
        (await database.RowsAsync("SELECT 1 FROM sqlite_master WHERE name = 'update_project_product_count_insert'")).ShouldHaveSingleItem();
    }

    [Theory, Engines]
    public async Task A_database_of_a_newer_version_is_refused_untouched(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var context = database.Open())
            await context.Database.ExecuteSqlAsync($"INSERT INTO migration_history (version, description) VALUES ('20990101000000_Future', 'Future')");
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => database.Migrator.UpAsync());
        fault.Message.ShouldContain("20990101000000_Future");
        fault.Message.ShouldContain("newer version");
    }

    [Theory]
    [InlineData("add things")]
    [InlineData("lower")]
    [InlineData("")]
    public async Task A_new_migration_needs_a_name_of_words(string name)
    {
        var fault = await Should.ThrowAsync<ArgumentException>(() => MigrationScaffold.AddAsync(name, Path.GetTempPath()));
        fault.Message.ShouldContain("AddSavedSearches");
    }

    [Fact]
    public async Task A_new_migration_needs_the_sources() =>
        (await Should.ThrowAsync<ArgumentException>(() => MigrationScaffold.AddAsync("AddThings", Path.GetTempPath()))).Message.ShouldContain("ArtFactory.sln");
}
