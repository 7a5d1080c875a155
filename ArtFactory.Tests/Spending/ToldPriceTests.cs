using System.Text.Json;
using ArtFactory.Engine;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Civitai;
using ArtFactory.Web.Cli;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Spending;

/// <summary>What a provider itself says that an order costs goes before what is stored.</summary>
public sealed class ToldPriceTests : IDisposable
{
    const string Model = "urn:air:sdxl:checkpoint:civitai:101055@128078";
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_quote_asks_for_just_these_items_once_and_reserves_what_it_hears()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.BuzzEach = 25);
        await using var factory = await OpenAsync(fake, "civitai-key-0000");
        var desk = factory.Services.GetRequiredService<IOrderDesk>();
        var quote = await desk.QuoteAsync(Order("a [red,blue] fox", ("quantity", "1,2")));
        (quote.Items, quote.Cost, quote.CostPerItem, quote.IsCostTold, quote.CanPlace).ShouldBe((4, 0.15m, 0.05m, true, true));
        await desk.QuoteAsync(Order("another [green,black] fox", ("quantity", "1,2")));
        fake.Received.Select(c => c.Query).ShouldBe(["?whatif=true", "?whatif=true"], "words change no price");
        fake.Charges.Count.ShouldBe(0);

        // Its price was never set, and it can be ordered all the same; the dearest item is what each reserves at most.
        var order = await desk.PlaceAsync(Order("a [red,blue] fox", ("quantity", "1,2")));
        await using var context = await factory.Services.GetRequiredService<IDbContextFactory<ArtFactory.Data.FactoryContext>>().CreateDbContextAsync();
        (await context.Orders.SingleAsync(o => o.Id == order)).ItemCeiling.ShouldBe(0.05m);
    }

    [Fact]
    public async Task A_stored_price_that_is_too_low_reserves_no_less_than_was_told()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.BuzzEach = 25);
        await using var factory = await OpenAsync(fake, "civitai-key-0000");
        await PriceAsync(factory, 0.004m);
        var quote = await factory.Services.GetRequiredService<IOrderDesk>().QuoteAsync(Order("a fox") with { BudgetLimit = 0.01m });
        quote.Cost.ShouldBe(0.025m);
        quote.CanPlace.ShouldBeFalse();
        quote.Diagnostics.ShouldContain(d => d.Code == "budget");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.004)]
    public async Task Without_a_key_or_an_answer_the_stored_price_counts_and_unknown_is_said_plainly(double? stored)
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.Troubles.Always(_ => true, new Trouble.Answer(503, "{}")));
        await using (var keyless = await OpenAsync(fake, key: null))
        {
            if (stored is not null) await PriceAsync(keyless, (decimal)stored);
            var unasked = await keyless.Services.GetRequiredService<IOrderDesk>().QuoteAsync(Order("a fox"));
            (unasked.Cost, unasked.IsCostTold).ShouldBe(((decimal?)stored, false));
            fake.Received.ShouldBeEmpty();
        }

        await using var factory = await OpenAsync(fake, "civitai-key-0000");
        var quote = await factory.Services.GetRequiredService<IOrderDesk>().QuoteAsync(Order("a fox"));
        (quote.Cost, quote.IsCostTold).ShouldBe(((decimal?)stored, false));
        fake.Received.Count.ShouldBe(1);
        if (stored is null) quote.Diagnostics.ShouldContain(d => d.Code == "unknown-price");
        else quote.CanPlace.ShouldBeTrue();
    }

    static OrderRequest Order(string prompt, params (string Name, string Value)[] parameters) =>
        new() { Provider = "civitai", Model = Model, Prompt = prompt, Parameters = parameters.ToDictionary(p => p.Name, p => p.Value) };

    static async Task PriceAsync(FactorySession factory, decimal amount)
    {
        var catalog = factory.Services.GetRequiredService<IProviderCatalog>();
        await catalog.SetModelPriceAsync((await catalog.FindAsync("civitai", Model))!.Id, new(amount, "output"));
    }

    async Task<FactorySession> OpenAsync(FakeServer fake, string? key)
    {
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Providers = new Dictionary<string, object> { [fake.ProviderId] = new { BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = key } },
        }));
        return await FactorySession.OpenAsync(FactoryPaths.At(_data.Root));
    }
}
