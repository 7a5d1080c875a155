using ArtFactory.Data.Collections;
using ArtFactory.Engine;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Curation;

public sealed class CollectionShelfTests
{
    [Theory, Engines]
    public async Task Random_acts_keep_the_order_a_list_would_have(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var random = new Random(4);
        var products = (await library.ProductsAsync(40)).ToList();
        var id = await library.Collections.CreateAsync("Best");
        var oracle = new List<Guid>();
        for (var act = 0; act < 400; act++)
        {
            switch (random.Next(5))
            {
                case 0:
                    var more = products.OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToList();
                    var added = more.Where(p => !oracle.Contains(p)).ToList();
                    (await library.Collections.AddAsync(id, more)).ShouldBe(added.Count);
                    oracle.AddRange(added);
                    break;
                case 1 when oracle.Count > 0:
                    var gone = oracle[random.Next(oracle.Count)];
                    (await library.Collections.RemoveAsync(id, [gone])).ShouldBe(1);
                    oracle.Remove(gone);
                    break;
                case > 1 when oracle.Count > 0:
                    var moved = oracle[random.Next(oracle.Count)];
                    var index = random.Next(oracle.Count + 3);
                    await library.Collections.MoveAsync(id, moved, index);
                    oracle.Remove(moved);
                    oracle.Insert(Math.Min(index, oracle.Count), moved);
                    break;
            }

            (await library.Collections.ProductsAsync(id)).Select(t => t.Id).ShouldBe(oracle, $"after act {act}");
        }

        (await library.Collections.ProductsAsync(id, 3, 4)).Select(t => t.Id).ShouldBe(oracle.Skip(3).Take(4));
        (await library.Collections.FindAsync(id))!.ProductCount.ShouldBe(oracle.Count);
    }

    [Theory, Engines]
    public async Task A_gap_that_is_used_up_is_made_anew(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var products = await library.ProductsAsync(60);
        var id = await library.Collections.CreateAsync("Best");
        await library.Collections.AddAsync(id, products);
        var oracle = products.ToList();
        foreach (var product in products)
        {
            // Always between the first two: halves the same gap again and again.
            await library.Collections.MoveAsync(id, product, 1);
            oracle.Remove(product);
            oracle.Insert(1, product);
        }

        (await library.Collections.ProductsAsync(id)).Select(t => t.Id).ShouldBe(oracle);
    }

    [Theory, Engines]
    public async Task Places_at_the_end_of_the_numbers_and_equal_ones_still_move(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var products = await library.ProductsAsync(5);
        var id = (await library.CollectionAsync()).Id;
        await library.SaveAsync([.. products.Take(4).Select(p => (object)new CollectionProduct { CollectionId = id, ProductId = p, Position = int.MaxValue })]);
        (await library.Collections.AddAsync(id, [products[4]])).ShouldBe(1);
        await library.Collections.MoveAsync(id, products[3], 1);
        (await library.Collections.ProductsAsync(id)).Select(t => t.Id).ShouldBe([products[0], products[3], products[1], products[2], products[4]]);
    }

    [Theory, Engines]
    public async Task What_is_in_the_trash_keeps_its_place(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var products = await library.ProductsAsync(4);
        var id = await library.Collections.CreateAsync("Best");
        await library.Collections.AddAsync(id, products);
        await library.Curator.TrashAsync([products[1]]);
        await library.Collections.MoveAsync(id, products[3], 0);
        (await library.Collections.ProductsAsync(id)).Select(t => t.Id).ShouldBe([products[3], products[0], products[2]]);
        (await library.Collections.FindAsync(id))!.ProductCount.ShouldBe(3);
        await library.Curator.RestoreAsync([products[1]]);
        (await library.Collections.ProductsAsync(id)).Select(t => t.Id).ShouldBe([products[3], products[0], products[1], products[2]]);
    }

    [Theory, Engines]
    public async Task A_card_shows_the_cover_first_and_four_pictures_at_most(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var products = await library.ProductsAsync(6);
        var id = await library.Collections.CreateAsync(" Best ", " of all ");
        await library.Collections.AddAsync(id, products);
        await library.Collections.SetCoverAsync(id, products[5]);
        await library.Collections.EditAsync(id, "Best", "of all");
        var card = (await library.Collections.ListAsync("BEST")).Single();
        (card.Name, card.Description, card.ProductCount).ShouldBe(("Best", "of all", 6));
        card.Thumbnails.ShouldBe(new[] { products[5], products[0], products[1], products[2] }.Select(p => $"thumbnails/{p:N}-400.webp"));
        (await library.Collections.ListAsync("nothing")).ShouldBeEmpty();
        await library.Collections.TrashAsync(id);
        (await library.Collections.ListAsync()).ShouldBeEmpty();
        (await library.Collections.FindAsync(id))!.DeletedAt.ShouldNotBeNull();
        await library.Collections.RestoreAsync(id);
        (await library.Collections.ListAsync()).Single().ProductCount.ShouldBe(6);
    }

    [Theory, Engines]
    public async Task Wrong_input_says_where_it_is_wrong(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var id = await library.Collections.CreateAsync("Best");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Collections.CreateAsync(" "))).Field.ShouldBe("name");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Collections.EditAsync(id, new string('x', 256), null))).Field.ShouldBe("name");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Collections.SetCoverAsync(id, Guid.Empty))).Field.ShouldBe("cover_product_id");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Collections.AddAsync(Guid.Empty, []))).Field.ShouldBe("collection_id");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Collections.MoveAsync(id, Guid.Empty, -1))).Field.ShouldBe("index");
        await library.Collections.MoveAsync(id, Guid.Empty, 0);
        await using var context = library.Open();
        (await context.CollectionProducts.AnyAsync()).ShouldBeFalse();
    }
}
