using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Data;

public sealed class SearchTests
{
    [Theory]
    [InlineData("red fox", "\"red\" \"fox\"*")]
    [InlineData("\"red fox\" snow", "\"red fox\" \"snow\"*")]
    [InlineData("fox \"in snow\"", "\"fox\" \"in snow\"")]
    [InlineData("a AND b OR NOT c*", "\"a\" \"AND\" \"b\" \"OR\" \"NOT\" \"c*\"")]
    [InlineData("fox -", "\"fox\"")]
    [InlineData("prompt:fox", "\"prompt:fox\"*")]
    [InlineData("\"unclosed", "\"unclosed\"*")]
    [InlineData("  ", null)]
    [InlineData("- \" ' *", null)]
    public async Task Nothing_a_person_types_is_an_operator(string text, string? expression)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        database.Engine.MatchExpression(text).ShouldBe(expression);
    }

    [Theory, Engines]
    public async Task Any_text_makes_an_expression_the_index_takes(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var context = database.Open();
        var random = new Random(7);
        const string Alphabet = "ab \"'*:^-+(){}[]\\NEAR\0éß漢🦊%_~;";
        for (var i = 0; i < 500; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (database.Engine.MatchExpression(text) is { } match) await database.Engine.MatchProducts(context, match).CountAsync();
        }
    }

    [Theory, Engines]
    public async Task Products_are_found_by_prompt_notes_and_metadata_newest_first(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Product Make(string? prompt, string? notes = null, string? metadata = null) => new()
        {
            Id = FactoryId.New(), FilePath = "f", Prompt = prompt, Notes = notes, Metadata = metadata is null ? null : ParameterSet.Parse(metadata),
        };
        Product[] products = [Make("A réd fox"), Make(null, "the red one"), Make("a wolf", null, """{"camera":{"model":"Redstar"},"iso":400}"""), Make("blue")];
        await using (var context = database.Open())
        {
            foreach (var product in products)
            {
                context.Add(product);
                await context.SaveChangesAsync();
            }
        }

        async Task<int[]> FindAsync(string text)
        {
            await using var context = database.Open();
            var ids = await (from m in database.Engine.MatchProducts(context, database.Engine.MatchExpression(text)!)
                             join p in context.Products on m.Seq equals p.Seq
                             orderby m.Seq descending
                             select p.Id).ToListAsync();
            return [.. ids.Select(id => Array.FindIndex(products, p => p.Id == id))];
        }

        (await FindAsync("red")).ShouldBe([2, 1, 0]);
        (await FindAsync("\"red\"")).ShouldBe([1, 0]);
        (await FindAsync("re")).ShouldBe([2, 1, 0]);
        await using (var context = database.Open())
        {
            await context.Products.Where(p => p.Id == products[1].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeletedAt, DateTime.UnixEpoch));
            await context.Products.Where(p => p.Id == products[0].Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Notes, "vixen"));
        }

        (await FindAsync("red")).ShouldBe([2, 0]);
        (await FindAsync("vixen red")).ShouldBe([0]);
        await using (var context = database.Open())
        {
            await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(p => p.Id == products[1].Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.DeletedAt, (DateTime?)null));
            await context.Products.Where(p => p.Id == products[2].Id).ExecuteDeleteAsync();
        }

        (await FindAsync("red")).ShouldBe([1, 0]);
    }

    [Theory, Engines]
    public async Task Orders_are_found_by_their_prompts(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var context = database.Open();
        context.Add(new Order { Id = FactoryId.New(), Provider = "studio", Model = "m", BaseParameterSet = ParameterSet.Parse("""{"prompt":"A [red,blue] fox","negative_prompt":"fog"}""") });
        await context.SaveChangesAsync();
        foreach (var (text, count) in new[] { ("blue fox", 1), ("fog", 1), ("wolf", 0) })
            (await database.Engine.MatchOrders(context, database.Engine.MatchExpression(text)!).CountAsync()).ShouldBe(count, text);
    }

    [Fact]
    public async Task A_page_of_matches_streams_in_the_order_of_the_index()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var context = database.Open();
        long before = 500;
        var page = (from m in database.Engine.MatchProducts(context, "\"fox\"")
                    join p in context.Products on m.Seq equals p.Seq
                    where m.Seq < before
                    orderby m.Seq descending
                    select new { p.Id, p.FilePath }).Take(60);
        var plan = await TestDatabase.PlanAsync(page);
        plan.ShouldNotContain("TEMP B-TREE");
        plan.ShouldContain("VIRTUAL TABLE INDEX");
        plan.ShouldContain("idx_products_seq");
    }
}
