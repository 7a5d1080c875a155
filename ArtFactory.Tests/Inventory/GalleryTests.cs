using ArtFactory.Data.Products;
using ArtFactory.Data.Tags;
using ArtFactory.Engine;
using ArtFactory.Engine.Inventory;
using ArtFactory.Tests.Data;

namespace ArtFactory.Tests.Inventory;

public sealed class GalleryTests
{
    [Theory, Engines]
    public async Task Every_filter_and_mixture_of_filters_agrees_with_the_oracle(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var random = new Random(2026);
        var oracle = await RandomLibrary.FillAsync(library, random, products: 400);
        for (var round = 0; round < 400; round++)
        {
            var query = oracle.RandomQuery(random);
            var expected = oracle.Matching(query);
            (await AllAsync(library.Gallery, query, random.Next(1, 40))).ShouldBe(expected, $"{query} {string.Join(',', query.Tags)}");
            (await library.Gallery.CountAsync(query)).ShouldBe(expected.Count, query.ToString());
            (await library.Gallery.IdsAsync(query, 300)).ShouldBe(expected.Take(300), query.ToString());
            var cap = random.Next(0, 20);
            (await library.Gallery.CountAsync(query, cap)).ShouldBe(Math.Min(expected.Count, cap + 1), query.ToString());
        }
    }

    [Theory, Engines]
    public async Task Neighbours_are_those_of_the_pages(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var random = new Random(7);
        var oracle = await RandomLibrary.FillAsync(library, random, products: 120);
        for (var round = 0; round < 60; round++)
        {
            var query = oracle.RandomQuery(random);
            var list = oracle.Matching(query);
            for (var i = 0; i < list.Count; i += random.Next(1, 10))
            {
                var (previous, next) = await library.Gallery.NeighboursAsync(query, list[i]);
                previous.ShouldBe(i == 0 ? null : list[i - 1], query.ToString());
                next.ShouldBe(i == list.Count - 1 ? null : list[i + 1], query.ToString());
            }
        }
    }

    [Theory, Engines]
    public async Task What_arrives_while_paging_neither_repeats_nor_hides_anything(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var before = await library.ProductsAsync(50, project);
        foreach (var query in new GalleryQuery[] { new(), new() { ProjectId = project }, new() { Text = "fox" }, new() { Type = ProductType.Image } })
        {
            var seen = new List<Guid>();
            var expected = (await AllAsync(library.Gallery, query, 1000)).ToList();
            string? cursor = null;
            do
            {
                var page = await library.Gallery.PageAsync(query, cursor, 7);
                seen.AddRange(page.Tiles.Select(t => t.Id));
                cursor = page.Next;
                await library.ProductsAsync(3, project);
            }
            while (cursor is not null);
            seen.ShouldBe(expected);
            seen.ShouldContain(before[0]);
        }
    }

    [Theory, Engines]
    public async Task A_tile_carries_what_the_grid_shows(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var product = TestLibrary.NewProduct(prompt: "An owl");
        product.Type = ProductType.Video;
        product.Duration = 2.5;
        product.Liked = true;
        product.Rating = 4;
        product.DeriveError = "cut short";
        product.CreatedAt = new DateTime(2026, 10, 1, 8, 30, 15, 250, DateTimeKind.Utc);
        product.ThumbnailPaths = new("s", "m", "l", "p");
        var bare = new Product { Id = ArtFactory.Data.FactoryId.New(), Type = ProductType.Audio, FilePath = "x" };
        await library.SaveAsync(product, bare);
        var tiles = (await library.Gallery.PageAsync(new())).Tiles;
        tiles[1].ShouldBe(new GalleryTile(product.Id, ProductType.Video, 1024, 768, 2.5, true, 4, "An owl", "m", "p", "cut short", product.CreatedAt));
        tiles[1].CreatedAt.Kind.ShouldBe(DateTimeKind.Utc);
        tiles[0].ShouldBe(new GalleryTile(bare.Id, ProductType.Audio, null, null, null, false, null, null, null, null, null, tiles[0].CreatedAt));
        (await library.Gallery.TilesAsync([product.Id, Guid.Empty, bare.Id])).Select(t => t.Id).ShouldBe([product.Id, bare.Id]);
    }

    [Theory, Engines]
    public async Task A_product_in_full_tells_its_order_choices_tags_and_collections(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = await library.ProjectAsync();
        var (order, item) = await library.OrderAsync(project.Id);
        var product = await library.ProductAsync(project.Id, item.Id);
        await library.SaveAsync(
            new ArtFactory.Data.Orders.OrderItemChoice { OrderItemId = item.Id, Position = 0, Kind = "token", Name = "red,blue", Value = "red" },
            new ArtFactory.Data.Orders.GenerationAttempt { Id = ArtFactory.Data.FactoryId.New(), OrderItemId = item.Id, OrderId = item.OrderId, AttemptNumber = 1, Provider = "studio", PayloadHash = "x", Cost = 0.003m });
        var collection = await library.Collections.CreateAsync("Best");
        await library.Collections.AddAsync(collection, [product.Id]);
        await library.Curator.TagAsync(TaggedEntity.Product, [product.Id], "fox");
        var detail = (await library.Gallery.FindAsync(product.Id)).ShouldNotBeNull();
        detail.ProjectName.ShouldBe("Foxes");
        detail.OrderId.ShouldBe(order.Id);
        detail.Model.ShouldBe("flow-field");
        detail.SequenceNumber.ShouldBe(1);
        detail.Cost.ShouldBe(0.003m);
        detail.Choices.Single().Value.ShouldBe("red");
        detail.Tags.Single().Name.ShouldBe("fox");
        detail.Collections.Single().Name.ShouldBe("Best");
        await library.Curator.TrashAsync([product.Id]);
        (await library.Gallery.FindAsync(product.Id)).ShouldNotBeNull().DeletedAt.ShouldNotBeNull();
        (await library.Gallery.FindAsync(Guid.Empty)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task No_text_a_person_can_type_throws(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ProductsAsync(20);
        var random = new Random(11);
        string[] pieces = ["\"", "'", "*", "(", ")", "AND", "OR", "NOT", "NEAR(", "-", "^", ":", "prompt:", "{", "}", "+", "\0", "\\", "%", "_", ";", "--", "/*", "@match", "$1", " ", "fox", "números", "狐狸", "🦊", "\u202e", "\n", "\t", "ﬁ", "\ud800"];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)]));
            var query = new GalleryQuery { Text = text, Tags = i % 3 == 0 ? [text] : [], Provider = i % 5 == 0 ? text : null, Model = i % 7 == 0 ? text : null };
            var page = await library.Gallery.PageAsync(query, null, 5);
            (await library.Gallery.CountAsync(query, 4)).ShouldBe(Math.Min(5, page.Tiles.Count + (page.Next is null ? 0 : 1)));
        }

        (await library.Gallery.PageAsync(new() { Text = "fo" })).Tiles.Count.ShouldBe(20);
        (await library.Gallery.PageAsync(new() { Text = "  ?! " })).Tiles.Count.ShouldBe(20);
    }

    [Theory, Engines]
    public async Task A_cursor_that_is_none_says_what_to_do(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        foreach (var cursor in (string[])["", "x", "i", "i1", "s", "s-1", "sx", "i' OR 1=1"])
            (await Should.ThrowAsync<InvalidInputException>(() => library.Gallery.PageAsync(new(), cursor))).Field.ShouldBe("cursor");
    }

    [Theory, Engines]
    public async Task Many_may_read_at_once(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var ids = await library.ProductsAsync(100);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                (await library.Gallery.PageAsync(new() { Text = n % 2 == 0 ? "fox" : null }, null, 30)).Tiles.Count.ShouldBe(30);
                await library.Curator.LikeAsync([ids[n]], i % 2 == 0);
            }
        })));
    }

    static async Task<List<Guid>> AllAsync(IGallery gallery, GalleryQuery query, int take)
    {
        var all = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await gallery.PageAsync(query, cursor, take);
            page.Tiles.Count.ShouldBeLessThanOrEqualTo(take);
            if (page.Next is not null) page.Tiles.Count.ShouldBe(take);
            all.AddRange(page.Tiles.Select(t => t.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}
