using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

/// <summary>The counts kept by triggers, against a recount.</summary>
public sealed class CountTests
{
    static string Recount(TestDatabase database) => $"""
        SELECT 'project products', {database.TextOf("p.id")}, p.product_count, (SELECT count(*) FROM products x WHERE x.project_id = p.id AND x.deleted_at IS NULL) FROM projects p
        UNION ALL SELECT 'project orders', {database.TextOf("p.id")}, p.order_count, (SELECT count(*) FROM orders x WHERE x.project_id = p.id AND x.deleted_at IS NULL) FROM projects p
        UNION ALL SELECT 'order items', {database.TextOf("o.id")}, o.expanded_count, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id) FROM orders o
        UNION ALL SELECT 'order complete', {database.TextOf("o.id")}, o.completed_count, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id AND status = 'complete') FROM orders o
        UNION ALL SELECT 'order failed', {database.TextOf("o.id")}, o.failed_count, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id AND status = 'failed') FROM orders o
        UNION ALL SELECT 'order cancelled', {database.TextOf("o.id")}, o.cancelled_count, (SELECT count(*) FROM order_items i WHERE i.order_id = o.id AND status = 'cancelled') FROM orders o
        UNION ALL SELECT 'collection', {database.TextOf("c.id")}, c.product_count, (SELECT count(*) FROM collection_products x JOIN products p ON p.id = x.product_id
            WHERE x.collection_id = c.id AND p.deleted_at IS NULL) FROM collections c
        UNION ALL SELECT 'tag', {database.TextOf("t.id")}, t.usage_count, (SELECT count(*) FROM tag_associations a WHERE a.tag_id = t.id AND CASE a.entity_type
            WHEN 'product' THEN EXISTS (SELECT 1 FROM products e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'order' THEN EXISTS (SELECT 1 FROM orders e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'project' THEN EXISTS (SELECT 1 FROM projects e WHERE e.id = a.entity_id AND e.deleted_at IS NULL)
            WHEN 'collection' THEN EXISTS (SELECT 1 FROM collections e WHERE e.id = a.entity_id AND e.deleted_at IS NULL) END) FROM tags t
        """;

    [Theory, Engines]
    public async Task Counts_hold_through_thousands_of_random_acts(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var connection = await database.Engine.OpenConnectionAsync();
        var acts = new RandomActs(database, connection, new Random(20261122));
        for (var round = 0; round < 40; round++)
        {
            await using (var transaction = await database.Engine.BeginWriteAsync(connection))
            {
                for (var act = 0; act < 100; act++) await acts.ActAsync(transaction);
                await transaction.CommitAsync();
            }

            await ShouldAgreeAsync(database, $"after round {round}");
        }

        acts.Kinds.ShouldBeGreaterThan(20);
        (await database.RowsAsync("SELECT count(*) FROM tag_associations WHERE entity_type = 'product' AND entity_id NOT IN (SELECT id FROM products)"))[0][0].ShouldBe("0");
        (await database.Engine.CheckIntegrityAsync()).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_tag_saved_together_with_its_product_counts_once(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var tag = new Tag { Id = FactoryId.New(), Name = "fox" };
        var product = new Product { Id = FactoryId.New(), FilePath = "a.png" };
        await using (var context = database.Open())
        {
            context.Add(tag);
            await context.SaveChangesAsync();
            context.AddRange(new TagAssociation { TagId = tag.Id, EntityType = TaggedEntity.Product, EntityId = product.Id }, product);
            await context.SaveChangesAsync();
        }

        await ShouldAgreeAsync(database, "saved together");
        await using var reading = database.Open();
        (await reading.Tags.Select(t => t.UsageCount).SingleAsync()).ShouldBe(1);
    }

    [Theory, Engines]
    public async Task Trash_leaves_every_count_and_restore_comes_back(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var project = new Project { Id = FactoryId.New(), Name = "Foxes" };
        var collection = new Collection { Id = FactoryId.New(), Name = "Best" };
        var tag = new Tag { Id = FactoryId.New(), Name = "fox" };
        var product = new Product { Id = FactoryId.New(), ProjectId = project.Id, FilePath = "a.png" };
        await using var context = database.Open();
        context.AddRange(project, collection, tag, product,
            new CollectionProduct { CollectionId = collection.Id, ProductId = product.Id },
            new TagAssociation { TagId = tag.Id, EntityType = TaggedEntity.Product, EntityId = product.Id },
            new TagAssociation { TagId = tag.Id, EntityType = TaggedEntity.Project, EntityId = project.Id });
        await context.SaveChangesAsync();
        async Task<string> CountsAsync() => string.Join(' ', (await database.RowsAsync(
            "SELECT (SELECT product_count FROM projects), (SELECT product_count FROM collections), (SELECT usage_count FROM tags)"))[0]);
        (await CountsAsync()).ShouldBe("1 1 2");
        await context.Products.ExecuteUpdateAsync(p => p.SetProperty(x => x.DeletedAt, DateTime.UnixEpoch));
        (await CountsAsync()).ShouldBe("0 0 1");
        await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeletedAt, (DateTime?)null));
        (await CountsAsync()).ShouldBe("1 1 2");
        await context.Products.ExecuteDeleteAsync();
        (await CountsAsync()).ShouldBe("0 0 1");
        (await database.RowsAsync("SELECT count(*) FROM tag_associations"))[0][0].ShouldBe("1");
    }

    [Theory, Engines]
    public async Task A_rebuild_mends_wrong_counts_and_a_lost_index(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var connection = await database.Engine.OpenConnectionAsync();
        var acts = new RandomActs(database, connection, new Random(5));
        await using (var transaction = await database.Engine.BeginWriteAsync(connection))
        {
            for (var act = 0; act < 400; act++) await acts.ActAsync(transaction);
            await transaction.CommitAsync();
        }

        await using var context = database.Open();
        var found = await database.Engine.MatchProducts(context, "\"fox\"").CountAsync();
        found.ShouldBeGreaterThan(10);
        await context.Database.ExecuteSqlRawAsync("""
            UPDATE projects SET product_count = 99, order_count = -1;
            UPDATE orders SET expanded_count = 5, completed_count = 9;
            UPDATE collections SET product_count = 7;
            UPDATE tags SET usage_count = 7;
            """);
        await context.Database.ExecuteSqlRawAsync(database.IsPostgres
            ? "UPDATE products SET search_vector = NULL" : "INSERT INTO search_products(search_products) VALUES ('delete-all')");
        await database.Engine.RebuildDerivedAsync();
        await ShouldAgreeAsync(database, "after the rebuild");
        (await database.Engine.MatchProducts(context, "\"fox\"").CountAsync()).ShouldBe(found);
    }

    static async Task ShouldAgreeAsync(TestDatabase database, string moment)
    {
        foreach (var row in await database.RowsAsync(Recount(database))) row[2].ShouldBe(row[3], $"{row[0]} {row[1]} {moment}");
    }
}
