using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

public sealed class DatabaseTests
{
    [Theory, Engines]
    public async Task What_is_saved_is_read_again(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        var order = new Order { Id = FactoryId.New(), ProjectId = project.Id, Provider = "studio", Model = "flow-field", Seed = ulong.MaxValue, BaseParameterSet = ParameterSet.Parse("""{"prompt":"A red fox"}"""), BudgetLimit = 1.25m };
        var item = new OrderItem { Id = FactoryId.New(), OrderId = order.Id, SequenceNumber = 1, Status = OrderItemStatus.Complete };
        var product = new Product { Id = FactoryId.New(), ProjectId = project.Id, OrderItemId = item.Id, FilePath = "a/b.png", Prompt = "A red fox" };
        await using (var context = database.Open())
        {
            context.AddRange(project, order, item, product);
            await context.SaveChangesAsync();
        }

        await using var reading = database.Open();
        var found = await reading.Orders.AsNoTracking().SingleAsync();
        found.Seed.ShouldBe(ulong.MaxValue);
        found.BudgetLimit.ShouldBe(1.25m);
        found.BaseParameterSet.ToJson().ShouldBe(order.BaseParameterSet.ToJson());
        found.CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
        found.ExpandedCount.ShouldBe(1);
        found.CompletedCount.ShouldBe(1);
        (await reading.Projects.AsNoTracking().SingleAsync()).ProductCount.ShouldBe(1);
        var match = database.Engine.MatchExpression("red fo").ShouldNotBeNull();
        var hits = from m in database.Engine.MatchProducts(reading, match)
                   join p in reading.Products on m.Seq equals p.Seq
                   orderby m.Seq descending
                   select p.Id;
        (await hits.ToListAsync()).ShouldBe([product.Id]);
    }

    [Fact]
    public async Task Every_connection_is_durable_and_strict()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var context = database.Open();
        async Task<string> Ask(string pragma) => (await context.Database.SqlQueryRaw<string>(pragma).ToListAsync()).Single();
        (await Ask("SELECT CAST(synchronous AS TEXT) AS Value FROM pragma_synchronous")).ShouldBe("2");
        (await Ask("SELECT CAST(foreign_keys AS TEXT) AS Value FROM pragma_foreign_keys")).ShouldBe("1");
        (await Ask("SELECT CAST(timeout AS TEXT) AS Value FROM pragma_busy_timeout")).ShouldBe("5000");
        (await Ask("SELECT journal_mode AS Value FROM pragma_journal_mode")).ShouldBe("wal");
    }

    [Theory, Engines]
    public async Task The_model_has_no_change_without_a_migration(string engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        await using var context = database.Open();
        context.Database.HasPendingModelChanges().ShouldBeFalse("run ./artfactory migrate add NAME");
    }
}
