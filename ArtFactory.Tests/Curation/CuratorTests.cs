using ArtFactory.Data.Tags;
using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Curation;

public sealed class CuratorTests
{
    [Theory, Engines]
    public async Task An_act_changes_what_differs_and_says_how_many(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var ids = await library.ProductsAsync(3);
        (await library.Curator.LikeAsync(ids, true)).ShouldBe(3);
        (await library.Curator.LikeAsync([ids[0], ids[0], Guid.Empty], true)).ShouldBe(0);
        (await library.Curator.LikeAsync([ids[0]], false)).ShouldBe(1);
        (await library.Curator.RateAsync(ids, 5)).ShouldBe(3);
        (await library.Curator.RateAsync([ids[1]], null)).ShouldBe(1);
        await library.Curator.SetNotesAsync(ids[2], "  the best  ");
        var tiles = await library.Gallery.TilesAsync(ids);
        tiles.Select(t => t.Liked).ShouldBe([false, true, true]);
        tiles.Select(t => t.Rating).ShouldBe([5, null, 5]);
        (await library.Gallery.FindAsync(ids[2]))!.Notes.ShouldBe("the best");
        await library.Curator.SetNotesAsync(ids[2], " ");
        (await library.Gallery.FindAsync(ids[2]))!.Notes.ShouldBeNull();
        library.Feed.Published.ShouldContain(new Change(ChangeKind.Product, ids[2]));
    }

    [Theory, Engines]
    public async Task Ratings_beyond_five_stars_are_refused(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        foreach (var rating in (int[])[0, 6, -1])
            (await Should.ThrowAsync<InvalidInputException>(() => library.Curator.RateAsync([], rating))).Field.ShouldBe("rating");
    }

    [Theory, Engines]
    public async Task What_goes_to_the_trash_comes_back_as_it_was(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var ids = await library.ProductsAsync(4, project);
        await library.Curator.RateAsync(ids, 4);
        (await library.Curator.TrashAsync([ids[1], ids[2]])).ShouldBe(2);
        (await library.Gallery.PageAsync(new() { ProjectId = project })).Tiles.Select(t => t.Id).ShouldBe([ids[3], ids[0]]);
        (await library.Gallery.CountAsync(new() { Text = "fox" })).ShouldBe(2);
        (await library.Projects.FindAsync(project))!.ProductCount.ShouldBe(2);
        (await library.Curator.RestoreAsync([ids[1], ids[2], ids[0]])).ShouldBe(2);
        (await library.Gallery.CountAsync(new() { ProjectId = project, MinimumRating = 4, Text = "fox" })).ShouldBe(4);
        (await library.Projects.FindAsync(project))!.ProductCount.ShouldBe(4);
    }

    [Theory, Engines]
    public async Task Products_move_between_projects_and_the_counts_with_them(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var (from, to) = ((await library.ProjectAsync("A")).Id, (await library.ProjectAsync("B")).Id);
        var ids = await library.ProductsAsync(3, from);
        (await library.Curator.MoveAsync([ids[0], ids[1]], to)).ShouldBe(2);
        (await library.Curator.MoveAsync([ids[0]], to)).ShouldBe(0);
        (await library.Projects.FindAsync(from))!.ProductCount.ShouldBe(1);
        (await library.Projects.FindAsync(to))!.ProductCount.ShouldBe(2);
        (await Should.ThrowAsync<InvalidInputException>(() => library.Curator.MoveAsync(ids, Guid.Empty))).Field.ShouldBe("project_id");
    }

    [Theory, Engines]
    public async Task A_tag_is_made_once_whatever_its_case_and_sits_on_anything(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var (order, _) = await library.OrderAsync();
        var collection = (await library.CollectionAsync()).Id;
        var products = await library.ProductsAsync(2);
        var tag = await library.Curator.TagAsync(TaggedEntity.Product, products, " Fox ");
        (await library.Curator.TagAsync(TaggedEntity.Project, [project], "fox")).ShouldBe(tag);
        (await library.Curator.TagAsync(TaggedEntity.Order, [order.Id], "FOX")).ShouldBe(tag);
        (await library.Curator.TagAsync(TaggedEntity.Collection, [collection, Guid.Empty], "Fox")).ShouldBe(tag);
        var other = await library.Curator.TagAsync(TaggedEntity.Product, [products[0]], "Élan");
        (await library.Curator.TagAsync(TaggedEntity.Product, [products[0]], "éLAN")).ShouldBe(other);
        (await library.UsesAsync("Fox")).ShouldBe(5);
        (await library.Curator.TagsOfAsync(TaggedEntity.Product, products[0])).Select(t => t.Name).ShouldBe(["Fox", "Élan"], ignoreOrder: true);
        await library.Curator.UntagAsync(TaggedEntity.Product, products, tag.Id);
        (await library.UsesAsync("Fox")).ShouldBe(3);
        (await library.Curator.TagsOfAsync(TaggedEntity.Project, project)).ShouldBe([tag]);
        foreach (var name in (string[])["", "  ", "a\nb", new('x', 101)])
            (await Should.ThrowAsync<InvalidInputException>(() => library.Curator.TagAsync(TaggedEntity.Product, products, name))).Field.ShouldBe("name");
    }

    [Theory, Engines]
    public async Task Many_go_in_short_transactions(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var ids = await library.ProductsAsync(1_700);
        (await library.Curator.LikeAsync(ids, true)).ShouldBe(1_700);
        var tag = await library.Curator.TagAsync(TaggedEntity.Product, ids, "many");
        (await library.UsesAsync("many")).ShouldBe(1_700);
        (await library.Curator.TrashAsync(ids)).ShouldBe(1_700);
        (await library.UsesAsync("many")).ShouldBe(0);
        (await library.Curator.RestoreAsync(ids)).ShouldBe(1_700);
        await library.Curator.UntagAsync(TaggedEntity.Product, ids, tag.Id);
        (await library.UsesAsync("many")).ShouldBe(0);
        library.Feed.Published.Count.ShouldBeLessThan(50, "many changes are told as one");
        await using var context = library.Open();
        (await context.Products.CountAsync(p => p.Liked)).ShouldBe(1_700);
    }
}
