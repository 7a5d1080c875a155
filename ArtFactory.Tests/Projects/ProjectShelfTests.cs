using ArtFactory.Data.Orders;
using ArtFactory.Data.Projects;
using ArtFactory.Engine;
using ArtFactory.Engine.Projects;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Projects;

public sealed class ProjectShelfTests
{
    [Theory, Engines]
    public async Task Projects_are_listed_by_text_status_and_order(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var foxes = await library.Projects.CreateAsync("Foxes", "red ones");
        library.Clock.Advance(TimeSpan.FromHours(1));
        var owls = await library.Projects.CreateAsync("owls");
        library.Clock.Advance(TimeSpan.FromHours(1));
        await library.ProductsAsync(2, foxes);
        await library.Projects.EditAsync(foxes, "Foxes", "red ones");
        (await library.Projects.ListAsync()).Select(p => p.Id).ShouldBe([foxes, owls]);
        (await library.Projects.ListAsync(order: ProjectOrder.Name)).Select(p => p.Id).ShouldBe([foxes, owls]);
        (await library.Projects.ListAsync(order: ProjectOrder.Newest)).Select(p => p.Id).ShouldBe([owls, foxes]);
        (await library.Projects.ListAsync(order: ProjectOrder.Products)).Select(p => p.Id).ShouldBe([foxes, owls]);
        (await library.Projects.ListAsync("RED")).Single().Id.ShouldBe(foxes);
        await library.Projects.SetStatusAsync(owls, ProjectStatus.Archived);
        (await library.Projects.ListAsync(status: ProjectStatus.Archived)).Single().Id.ShouldBe(owls);
        (await library.Projects.ListAsync(status: ProjectStatus.Active)).Single().Id.ShouldBe(foxes);
        (await Should.ThrowAsync<InvalidInputException>(() => library.Projects.CreateAsync(" "))).Field.ShouldBe("name");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Projects.EditAsync(owls, new string('x', 256), null))).Field.ShouldBe("name");
    }

    [Theory, Engines]
    public async Task A_card_shows_featured_products_first_then_the_newest(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var id = await library.Projects.CreateAsync("Foxes");
        var products = await library.ProductsAsync(6, id);
        await library.Projects.FeatureAsync(products[0], true);
        await library.Projects.FeatureAsync(products[1], true);
        (await library.Projects.FindAsync(id))!.Thumbnails.ShouldBe(
            new[] { products[0], products[1], products[5], products[4] }.Select(p => $"thumbnails/{p:N}-400.webp"));
        (await library.Gallery.FindAsync(products[0]))!.IsFeatured.ShouldBeTrue();
        (await library.Gallery.FindAsync(products[5]))!.IsFeatured.ShouldBeFalse();
        await library.Projects.FeatureAsync(products[0], false);
        (await library.Projects.FindAsync(id))!.Thumbnails[0].ShouldBe($"thumbnails/{products[1]:N}-400.webp");
        var stranger = await library.ProductAsync();
        (await Should.ThrowAsync<InvalidInputException>(() => library.Projects.FeatureAsync(stranger.Id, true))).Field.ShouldBe("project_id");
        (await library.Projects.FindAsync(Guid.Empty)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task A_card_has_four_places_and_what_is_deleted_or_moved_leaves_its_own(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var (id, other) = (await library.Projects.CreateAsync("Foxes"), await library.Projects.CreateAsync("Owls"));
        var products = await library.ProductsAsync(7, id);
        foreach (var product in products.Take(4)) await library.Projects.FeatureAsync(product, true);
        (await Should.ThrowAsync<InvalidInputException>(() => library.Projects.FeatureAsync(products[4], true))).Field.ShouldBe("featured_product_ids");
        await library.Curator.TrashAsync([products[0]]);
        await library.Curator.MoveAsync([products[1]], other);
        await library.Projects.FeatureAsync(products[4], true);
        await library.Projects.FeatureAsync(products[5], true);
        (await library.Projects.FindAsync(id))!.Thumbnails.ShouldBe(new[] { products[2], products[3], products[4], products[5] }.Select(p => $"thumbnails/{p:N}-400.webp"));
        (await library.Projects.FindAsync(other))!.Thumbnails.ShouldBe([$"thumbnails/{products[1]:N}-400.webp"]);
    }

    [Theory, Engines]
    public async Task The_figures_add_up(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var id = await library.Projects.CreateAsync("Foxes");
        (await library.Projects.FiguresAsync(id)).ShouldBe(new ProjectFigures(0, 0, 0m, 0, null));
        var (order, _) = await library.OrderAsync(id);
        var (gone, _) = await library.OrderAsync(id);
        await using (var context = library.Open())
        {
            await context.Projects.ExecuteUpdateAsync(s => s.SetProperty(p => p.CostSpent, 0.5m));
        }

        var products = await library.ProductsAsync(4, id);
        await using (var context = library.Open())
        {
            await context.Products.ExecuteUpdateAsync(s => s.SetProperty(p => p.FileSize, 3_000_000_000L));
        }

        await library.Curator.LikeAsync([products[0]], true);
        await library.Curator.RateAsync([products[0], products[1]], 4);
        await library.Curator.TrashAsync([products[3]]);
        await library.Trash.TrashOrderAsync(gone.Id);
        (await library.Projects.FiguresAsync(id)).ShouldBe(new ProjectFigures(3, 1, 0.5m, 9_000_000_000L, 2.0 / 3));
        order.Status.ShouldBe(OrderStatus.Pending);
    }
}
