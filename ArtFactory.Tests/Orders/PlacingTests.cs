using ArtFactory.Data.Orders;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Orders;

public sealed class PlacingTests
{
    [Theory, Engines]
    public async Task A_quote_counts_prices_and_shows_samples(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(0.003m, "output");
        var quote = await factory.Desk.QuoteAsync(new() { Provider = FakeProvider.Id, Model = "one", Prompt = "A [red,blue] fox", Parameters = Steps("8,20") });
        (quote.Items, quote.Total, quote.Exact, quote.CanPlace).ShouldBe((4, 4, true, true));
        (quote.CostPerItem, quote.Cost).ShouldBe((0.003m, 0.012m));
        quote.Samples.Count.ShouldBe(4);
        quote.Samples[0].Prompt.ShouldBe("A red fox");
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite, "a [b", "prompt")]
    [InlineData(TestDatabase.Sqlite, "", "prompt")]
    [InlineData(TestDatabase.Postgres, "a [b", "prompt")]
    [InlineData(TestDatabase.Postgres, "", "prompt")]
    public async Task What_cannot_be_placed_says_where(string engine, string prompt, string field)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var failure = await Should.ThrowAsync<InvalidOrderException>(() => factory.PlaceAsync(prompt));
        failure.Diagnostics.ShouldContain(d => d.Severity == Severity.Error && d.Field == field);
        await using var context = factory.Open();
        (await context.Orders.CountAsync()).ShouldBe(0);
    }

    [Theory, Engines]
    public async Task A_list_of_thousands_and_a_value_as_long_as_a_page_are_placed_and_can_be_narrowed_to_one(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var page = new string('x', 9_000);
        var list = string.Join(',', Enumerable.Range(1, 2_000).Select(n => $"number {n}"));
        var prompt = $"[{list}] [{page},y] batch:maxbatchitems:2";
        var order = await factory.PlaceAsync(prompt);

        await using var context = factory.Open();
        var choices = await context.OrderItemChoices.Where(c => c.Kind == ItemChoice.Token).OrderBy(c => c.OrderItemId).ThenBy(c => c.Position).ToListAsync();
        choices.Count.ShouldBe(4);
        choices.ShouldAllBe(c => c.Name.Length <= 200);
        choices.ShouldContain(c => c.Value == page);
        choices.Select(c => c.Name).Distinct().Count().ShouldBe(2);
        var narrowed = PromptNarrowing.Narrow(prompt, "", choices.Take(2).ToDictionary(c => c.Name, c => c.Value)).Prompt;
        narrowed.ShouldStartWith($"number 1 {choices[1].Value} ");
        (await factory.Book.FindAsync(order)).ShouldNotBeNull();
    }

    [Theory, Engines]
    public async Task An_unknown_model_and_a_wrong_value_are_errors(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        (await factory.Desk.QuoteAsync(new() { Provider = "fake", Model = "none", Prompt = "x" })).Diagnostics.ShouldContain(d => d.Code == "unknown-model");
        var quote = await factory.Desk.QuoteAsync(new() { Provider = "fake", Model = "one", Prompt = "x", Parameters = Steps("500") });
        quote.CanPlace.ShouldBeFalse();
        quote.Diagnostics.ShouldContain(d => d.Field == "steps");
    }

    [Theory, Engines]
    public async Task Without_a_known_price_nothing_is_placed(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = ModelPrice.Unknown;
        var failure = await Should.ThrowAsync<InvalidOrderException>(() => factory.PlaceAsync("x"));
        failure.Diagnostics.ShouldContain(d => d.Code == "unknown-price");
    }

    [Theory, Engines]
    public async Task A_budget_below_one_item_is_an_error_and_one_below_all_a_warning(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        var request = new OrderRequest { Provider = "fake", Model = "one", Prompt = "[a,b,c]", BudgetLimit = 0.5m };
        (await factory.Desk.QuoteAsync(request)).CanPlace.ShouldBeFalse();
        var quote = await factory.Desk.QuoteAsync(request with { BudgetLimit = 2m });
        quote.CanPlace.ShouldBeTrue();
        quote.Diagnostics.ShouldContain(d => d.Severity == Severity.Warning && d.Code == "budget");
    }

    [Theory, Engines]
    public async Task An_order_that_names_no_budget_gets_the_usual_one_and_one_that_does_keeps_its_own(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        factory.Catalog.Price = new(1m, "output");
        ((FakeSettings)factory.Get<ArtFactory.Engine.Upkeep.ISettings>()).Set("budget.order_limit", 2m);

        var request = new OrderRequest { Provider = "fake", Model = "one", Prompt = "[a,b,c]" };
        (await factory.Desk.QuoteAsync(request)).Diagnostics.ShouldContain(d => d.Code == "budget" && d.Severity == Severity.Warning);
        (await factory.Desk.QuoteAsync(request with { BudgetLimit = 3m })).Diagnostics.ShouldNotContain(d => d.Code == "budget");
        (await factory.Book.FindAsync(await factory.PlaceAsync("[a,b,c]")))!.BudgetLimit.ShouldBe(2m);
        (await factory.Book.FindAsync(await factory.PlaceAsync("[a,b,c]", r => r with { BudgetLimit = 3m })))!.BudgetLimit.ShouldBe(3m);
    }

    [Theory, Engines]
    public async Task Only_new_makes_again_what_was_thrown_away(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine);
        var first = await factory.EndAsync(await factory.PlaceAsync("[a,b] x"));
        var products = (await factory.Book.ItemsAsync(first.Summary.Id)).Select(i => i.Products.Single().Id).ToList();
        await using (var context = factory.Open())
            await context.Products.Where(p => p.Id == products[1]).ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, TimeProvider.System.GetUtcNow().UtcDateTime));

        var again = await factory.EndAsync(await factory.PlaceAsync("[a,b] x", r => r with { OnlyNew = true }));

        (await factory.ItemsAsync(again.Summary.Id)).Single().SequenceNumber.ShouldBe(2);
    }

    [Theory, Engines]
    public async Task An_order_keeps_what_was_typed_and_can_be_asked_for_again(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var id = await factory.PlaceAsync("A [color] fox", r => r with { NegativePrompt = "blur", Parameters = Steps("8,20"), Priority = 3, ProjectName = "Foxes", Origin = "cli" });
        var request = await factory.Desk.RequestOfAsync(id);
        request.ShouldNotBeNull();
        (request.Prompt, request.NegativePrompt, request.Parameters["steps"], request.Seed, request.Priority).ShouldBe(("A [color] fox", "blur", "8,20", 7UL, 3));
        var detail = await factory.Book.FindAsync(id);
        detail!.Summary.ProjectName.ShouldBe("Foxes");
        detail.Summary.Items.ShouldBe(6);
        detail.Summary.Expanding.ShouldBeFalse();
        (await factory.Desk.RequestOfAsync(Guid.Empty)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task Caps_are_recorded_on_the_order(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        ((FakeSettings)factory.Get<ArtFactory.Engine.Upkeep.ISettings>()).Set("expansion.order_item_cap", 10);
        var id = await factory.PlaceAsync("x", r => r with { Parameters = Steps("1..25") });
        var order = await factory.Book.FindAsync(id);
        order!.Summary.Items.ShouldBe(10);
        order.CappedCount.ShouldBe(15);
    }

    [Theory, Engines]
    public async Task Only_new_leaves_out_what_was_made(string engine)
    {
        await using var factory = await TestFactory.RunningAsync(engine);
        await factory.EndAsync(await factory.PlaceAsync("[a,b] x"));
        var again = await factory.EndAsync(await factory.PlaceAsync("[a,b,c] x", r => r with { OnlyNew = true }));
        again.Summary.Items.ShouldBe(1);
        (await factory.ItemsAsync(again.Summary.Id)).Single().SequenceNumber.ShouldBe(3);
        var nothing = await factory.EndAsync(await factory.PlaceAsync("[a,b,c] x", r => r with { OnlyNew = true }));
        (nothing.Summary.Items, nothing.Summary.Status).ShouldBe((0, OrderStatus.Fulfilled));
    }

    [Theory, Engines]
    public async Task An_expansion_that_was_interrupted_goes_on_from_the_same_lookups(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine, line: o => o.ExpansionBatch = 4);
        var id = await factory.PlaceAsync("[color] and [color_1]");
        (await factory.ItemsAsync(id)).Count.ShouldBe(4);
        factory.Lookups.Source = LookupTable.Of(("color", ["black"]));
        await factory.StartAsync();
        var ended = await factory.EndAsync(id);
        ended.Summary.Items.ShouldBe(9);
        (await factory.ItemsAsync(id)).Select(i => i.GenerationParameterSet!.Text("prompt")).Last().ShouldBe("blue and blue");
    }

    [Theory, Engines]
    public async Task The_list_filters_and_pages_newest_first(string engine)
    {
        await using var factory = await TestFactory.CreateAsync(engine);
        var first = await factory.PlaceAsync("a red fox");
        var second = await factory.PlaceAsync("a blue heron");
        var third = await factory.PlaceAsync("a red kite");
        (await factory.Book.ListAsync(new())).Select(o => o.Id).ShouldBe([third, second, first]);
        (await factory.Book.ListAsync(new(), before: second)).Select(o => o.Id).ShouldBe([first]);
        (await factory.Book.ListAsync(new(Text: "red"))).Select(o => o.Id).ShouldBe([third, first]);
        (await factory.Book.ListAsync(new(Status: OrderStatus.Fulfilled))).ShouldBeEmpty();
    }

    static Dictionary<string, string> Steps(string text) => new() { ["steps"] = text };
}
