using ArtFactory.Engine.Orders;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Production;

namespace ArtFactory.Tests.Spending;

/// <summary>Orders for only what is new, and what quotes say.</summary>
public sealed class DeltaOrderTests
{
    [Fact]
    public async Task What_was_made_is_left_out_and_the_saving_is_quoted_and_recorded()
    {
        await using var factory = await TestFactory.RunningAsync(f => f.Catalog.Price = new(0.25m, "output"));
        await factory.EndAsync(await factory.PlaceAsync("[a,b] x"));
        var quote = await factory.Desk.QuoteAsync(Request("[a,b,c] x") with { OnlyNew = true });
        (quote.Items, quote.Skipped, quote.Cost, quote.Saved, quote.CanPlace).ShouldBe((1, 2, 0.25m, 0.5m, true));
        var order = await factory.Desk.PlaceAsync(Request("[a,b,c] x") with { OnlyNew = true });
        var detail = await factory.EndAsync(order);
        (detail.Summary.Items, detail.SkippedCount, detail.CostSaved, detail.Summary.CostPlanned).ShouldBe((1, 2, 0.5m, 0.25m));

        var nothing = await factory.Desk.QuoteAsync(Request("[a,b,c] x") with { OnlyNew = true });
        (nothing.Items, nothing.Skipped, nothing.Cost).ShouldBe((0, 3, 0m));
        nothing.Diagnostics.ShouldContain(d => d.Code == "nothing-new");
    }

    [Fact]
    public async Task Of_equal_items_as_many_are_left_out_as_were_made()
    {
        await using var factory = await TestFactory.RunningAsync();
        await factory.EndAsync(await factory.PlaceAsync("a x (&) a x"));
        (await factory.Desk.QuoteAsync(Request("a x (&) a x (&) a x (&) b x") with { OnlyNew = true })).ShouldSatisfyAllConditions(q => q.Skipped.ShouldBe(2), q => q.Items.ShouldBe(2));
    }

    [Fact]
    public async Task A_large_delta_order_streams_the_same_items_it_was_quoted_for()
    {
        await using var factory = await TestFactory.RunningAsync(line: o => o.ExpansionBatch = 5);
        await factory.EndAsync(await factory.PlaceAsync("x", r => r with { Parameters = Steps("1..10") }));
        var order = await factory.EndAsync(await factory.PlaceAsync("x", r => r with { Parameters = Steps("1..30"), OnlyNew = true }));
        (order.Summary.Items, order.Summary.Completed, order.SkippedCount).ShouldBe((20, 20, 10));
        (await factory.ItemsAsync(order.Summary.Id)).Select(i => i.SequenceNumber).ShouldBe(Enumerable.Range(11, 20));
    }

    [Fact]
    public async Task A_quote_adds_up_items_of_different_prices_exactly()
    {
        await using var factory = await TestFactory.CreateAsync();
        factory.Catalog.Price = new(0.003m, "output");
        var quote = await factory.Desk.QuoteAsync(Request("x") with { Parameters = new Dictionary<string, string> { ["num_outputs"] = "1..4" } });
        (quote.Items, quote.Cost, quote.CostPerItem).ShouldBe((4, 0.030m, 0.012m));
        quote.Split.ShouldHaveSingleItem().ShouldBe(new QuoteLine(FakeProvider.Id, "one", "One", 4, 0.003m, "output", 0.030m));
    }

    [Fact]
    public async Task A_quote_says_which_budget_would_stop_the_order()
    {
        await using var factory = await TestFactory.CreateAsync();
        factory.Catalog.Price = new(1m, "output");
        factory.Rules.Rules = factory.Rules.Rules with { DailyLimit = 2.5m };
        var quote = await factory.Desk.QuoteAsync(Request("[a,b,c,d]"));
        quote.Budgets.ShouldHaveSingleItem().Left.ShouldBe(2.5m);
        quote.Diagnostics.Single(d => d.Code == "budget-left").Message.ShouldContain("2 of 4 items");
        quote.CanPlace.ShouldBeTrue();
    }

    static Dictionary<string, string> Steps(string text) => new() { ["steps"] = text };

    static OrderRequest Request(string prompt) => new() { Provider = FakeProvider.Id, Model = "one", Prompt = prompt, Seed = 7 };
}
