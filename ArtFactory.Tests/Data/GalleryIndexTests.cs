using ArtFactory.Data;
using ArtFactory.Data.Products;

namespace ArtFactory.Tests.Data;

/// <summary>The gallery's pages seek, at any depth, by what EF itself writes.</summary>
public sealed class GalleryIndexTests
{
    static readonly Guid Project = FactoryId.New();

    public static TheoryData<string, string> Filters => new()
    {
        { "all", "idx_products_gallery" },
        { "project", "idx_products_gallery_project" },
        { "type", "idx_products_gallery_type" },
        { "liked", "idx_products_gallery_liked" },
        { "rating", "idx_products_gallery_rating" },
    };

    [Theory, MemberData(nameof(Filters))]
    public async Task First_and_deep_pages_seek_newest_first(string filter, string index)
    {
        await using var database = await TestDatabase.CreateAsync();
        foreach (var analysed in new[] { false, true })
        {
            if (analysed) await FillAsync(database);
            await using var context = database.Open();
            var first = Filtered(context, filter);
            var deep = Filtered(context, filter).Where(p => p.Id < Project);
            foreach (var query in new[] { first, deep })
            {
                var plan = await TestDatabase.PlanAsync(query.OrderByDescending(p => p.Id).Select(p => new { p.Id, p.FilePath, p.Liked }).Take(60));
                plan.ShouldContain(index, Case.Sensitive, plan);
                plan.ShouldNotContain("TEMP B-TREE", Case.Sensitive, plan);
            }

            (await TestDatabase.PlanAsync(deep.OrderByDescending(p => p.Id).Select(p => p.Id).Take(60))).ShouldContain("id<?");
        }
    }

    [Fact]
    public async Task Capped_counts_read_an_index_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var context = database.Open();
        foreach (var (filter, index) in new[] { ("all", "idx_products_gallery"), ("project", "idx_products_gallery_project"), ("type", "idx_products_gallery_type") })
            (await TestDatabase.PlanAsync(Filtered(context, filter).Select(p => p.Id).Take(1001))).ShouldContain($"USING COVERING INDEX {index}");
    }

    [Fact]
    public async Task The_line_finds_free_items_and_expired_leases_without_a_scan()
    {
        await using var database = await TestDatabase.CreateAsync();
        async Task<string> PlanAsync(string sql) => string.Join('\n', (await database.RowsAsync("EXPLAIN QUERY PLAN " + sql)).Select(r => r[3]));
        (await PlanAsync("SELECT id FROM order_items WHERE order_id = x'00' AND status = 'pending' ORDER BY sequence_number LIMIT 1")).ShouldContain("idx_order_items_queue");
        (await PlanAsync("SELECT id FROM order_items WHERE lease_expires_at < '2026'")).ShouldContain("idx_order_items_lease");
        (await PlanAsync("SELECT min(not_before) FROM order_items WHERE status = 'pending' AND not_before IS NOT NULL")).ShouldContain("idx_order_items_not_before");
    }

    static IQueryable<Product> Filtered(FactoryContext context, string filter) => filter switch
    {
        "project" => context.Products.Where(p => p.ProjectId == Project),
        "type" => context.Products.Where(p => p.Type == ProductType.Video),
        "liked" => context.Products.Where(p => p.Liked),
        "rating" => context.Products.Where(p => p.Rating == 5),
        _ => context.Products,
    };

    static async Task FillAsync(TestDatabase database)
    {
        await using (var context = database.Open())
        {
            context.Add(new ArtFactory.Data.Projects.Project { Id = Project, Name = "Foxes" });
            context.AddRange(Enumerable.Range(0, 2000).Select(i => new Product
            {
                Id = FactoryId.New(), ProjectId = i % 3 == 0 ? Project : null, FilePath = "f", Type = i % 20 == 0 ? ProductType.Video : ProductType.Image,
                Liked = i % 50 == 0, Rating = i % 10 == 0 ? (i % 5) + 1 : null,
            }));
            await context.SaveChangesAsync();
        }

        await database.Engine.AnalyzeAsync();
    }
}
