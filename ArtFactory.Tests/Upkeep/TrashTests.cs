using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Engine;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Upkeep;

public sealed class TrashTests
{
    [Theory, Engines]
    public async Task A_project_comes_back_with_exactly_what_went_with_it(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var (order, item) = await library.OrderAsync(project);
        var (goneBefore, _) = await library.OrderAsync(project);
        var products = await library.ProductsAsync(1_100, project);
        var made = await library.ProductAsync(project, item.Id);
        await library.Curator.TrashAsync([products[0]]);
        await library.Trash.TrashOrderAsync(goneBefore.Id);
        library.Clock.Advance(TimeSpan.FromMinutes(1));
        await library.Projects.TrashAsync(project);
        (await library.Projects.ListAsync()).ShouldBeEmpty();
        (await library.Gallery.CountAsync(new())).ShouldBe(0);
        (await library.Trash.ListAsync()).Select(t => (t.Kind, t.Id)).ShouldBe(
            [(TrashKind.Project, project), (TrashKind.Product, products[0]), (TrashKind.Order, goneBefore.Id)], ignoreOrder: true);
        (await library.Trash.CountAsync()).ShouldBe(3);
        await library.Projects.RestoreAsync(project);
        var card = (await library.Projects.ListAsync()).Single();
        (card.ProductCount, card.OrderCount).ShouldBe((1_100, 1));
        (await library.Gallery.CountAsync(new() { ProjectId = project }, 5000)).ShouldBe(1_100);
        (await library.Gallery.PageAsync(new() { OrderId = order.Id })).Tiles.Single().Id.ShouldBe(made.Id);
        (await library.Trash.CountAsync()).ShouldBe(2);
        await library.Projects.RestoreAsync(project);
        (await library.Trash.CountAsync()).ShouldBe(2);
    }

    [Theory, Engines]
    public async Task An_order_takes_its_products_along_and_back(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var (order, item) = await library.OrderAsync();
        var product = await library.ProductAsync(null, item.Id);
        var other = await library.ProductAsync();
        await library.Trash.TrashOrderAsync(order.Id);
        (await library.Gallery.PageAsync(new())).Tiles.Single().Id.ShouldBe(other.Id);
        var entry = (await library.Trash.ListAsync()).Single();
        (entry.Kind, entry.Title).ShouldBe((TrashKind.Order, "A [red,blue] fox"));
        entry.Thumbnail.ShouldBe(product.ThumbnailPaths!.Medium);
        entry.PurgedAt.ShouldBe(entry.DeletedAt.AddDays(90));
        (await library.Trash.RestoreAsync(TrashKind.Order, [order.Id])).ShouldBe(1);
        (await library.Gallery.CountAsync(new())).ShouldBe(2);
        (await library.Trash.RestoreAsync(TrashKind.Order, [order.Id])).ShouldBe(0);
    }

    [Theory, Engines]
    public async Task What_is_taken_out_of_a_deleted_project_brings_the_project_back_without_the_rest(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var products = await library.ProductsAsync(3, project);
        await library.Projects.TrashAsync(project);
        await library.Curator.RestoreAsync([products[1]]);
        (await library.Projects.ListAsync()).Single().ProductCount.ShouldBe(1);
        (await library.Trash.ListAsync(TrashKind.Product)).Select(t => t.Id).ShouldBe([products[2], products[0]]);
        await library.Trash.PurgeAsync(TrashKind.Project, [project]);
        (await library.Gallery.PageAsync(new())).Tiles.Single().Id.ShouldBe(products[1]);
    }

    [Theory, Engines]
    public async Task The_trash_is_listed_by_pages_latest_first(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var expected = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            library.Clock.Advance(TimeSpan.FromSeconds(1));
            if (i % 3 == 0)
            {
                var collection = await library.Collections.CreateAsync("C");
                await library.Collections.TrashAsync(collection);
                expected.Insert(0, collection);
                continue;
            }

            var product = (await library.ProductAsync(prompt: new string('x', 500))).Id;
            await library.Curator.TrashAsync([product]);
            expected.Insert(0, product);
        }

        (await library.Trash.ListAsync(null, 0, 5)).Concat(await library.Trash.ListAsync(null, 5, 5)).Concat(await library.Trash.ListAsync(null, 10, 5))
            .Select(t => t.Id).ShouldBe(expected);
        (await library.Trash.ListAsync()).ShouldAllBe(t => t.Title.Length <= 120);
        await Should.ThrowAsync<InvalidInputException>(() => library.Trash.ListAsync("nonsense"));
        await Should.ThrowAsync<InvalidInputException>(() => library.Trash.RestoreAsync("nonsense", [Guid.Empty]));
        await Should.ThrowAsync<InvalidInputException>(() => library.Trash.PurgeAsync("nonsense", [Guid.Empty]));
        await Should.ThrowAsync<InvalidInputException>(() => library.Trash.TrashAsync("nonsense", [Guid.Empty]));
    }

    [Theory, Engines]
    public async Task A_purge_leaves_alone_what_is_not_in_the_trash(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var collection = (await library.CollectionAsync()).Id;
        var (order, item) = await library.OrderAsync(project);
        var product = await library.ProductAsync(project, item.Id);
        await library.SaveAsync(new CollectionProduct { CollectionId = collection, ProductId = product.Id });
        await library.Trash.PurgeAsync(TrashKind.Project, [project]);
        await library.Trash.PurgeAsync(TrashKind.Order, [order.Id]);
        await library.Trash.PurgeAsync(TrashKind.Product, [product.Id]);
        await library.Trash.PurgeAsync(TrashKind.Collection, [collection]);
        (await library.Gallery.CountAsync(new() { ProjectId = project, OrderId = order.Id, CollectionId = collection })).ShouldBe(1);

        // A product taken out of the trash by itself outlives its order.
        await library.Trash.TrashOrderAsync(order.Id);
        await library.Curator.RestoreAsync([product.Id]);
        await library.Trash.PurgeAsync(TrashKind.Order, [order.Id]);
        (await library.Gallery.FindAsync(product.Id))!.OrderId.ShouldBeNull();
        await library.Collections.TrashAsync(collection);
        await library.Trash.PurgeAsync(TrashKind.Collection, [collection]);
        await using var context = library.Open();
        (await context.Collections.IgnoreQueryFilters([ISoftDeleted.FilterName]).AnyAsync()).ShouldBeFalse();
        (await context.CollectionProducts.AnyAsync()).ShouldBeFalse();
        (await context.OrderItems.AnyAsync()).ShouldBeFalse();
    }
}
