using ArtFactory.Data.Providers;
using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Providers;

public sealed class ProviderCatalogTests
{
    [Theory, Engines]
    public async Task A_model_carries_its_schema_and_price(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ModelAsync("acme", "brush-1", """{"unit":"megapixel","amount":0.004,"currency":"USD"}""", """{"parameters":[{"name":"steps","type":"integer","minimum":1}]}""");
        await library.ModelAsync("acme", "broken", library.Database.IsPostgres ? "[0]" : "{nonsense", "[1]");
        var model = (await library.Catalog.FindAsync("ACME", "Brush-1")).ShouldNotBeNull();
        model.Price.ShouldBe(new ModelPrice(0.004m, "megapixel"));
        model.Schema.Find("steps")!.Minimum.ShouldBe(1);
        var broken = (await library.Catalog.FindAsync("acme", "broken")).ShouldNotBeNull();
        broken.Price.ShouldBe(ModelPrice.Unknown);
        broken.Schema.Parameters.ShouldBeEmpty();
        (await library.Catalog.ModelsAsync("acme")).Select(m => m.ModelId).ShouldBe(["broken", "brush-1"]);
        (await library.Catalog.FindAsync("acme", "nothing")).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task A_provider_without_an_adapter_cannot_run_and_edits_show_at_once(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ModelAsync();
        var provider = (await library.Catalog.ProvidersAsync()).Single(p => p.Id == "acme");
        (provider.CanRun, provider.NeedsKey, provider.HasKey, provider.Models).ShouldBe((false, true, false, 1));
        await library.Catalog.EditProviderAsync("acme", false, 30, 4);
        provider = (await library.Catalog.ProvidersAsync()).Single(p => p.Id == "acme");
        (provider.IsEnabled, provider.RateLimitRequests, provider.ConcurrentLimit).ShouldBe((false, 30, 4));
        var model = (await library.Catalog.FindAsync("acme", "brush-1"))!;
        await library.Catalog.SetModelPriceAsync(model.Id, new ModelPrice(0.01m, "output"));
        await library.Catalog.SetModelAvailableAsync(model.Id, false);
        model = (await library.Catalog.FindAsync("acme", "brush-1"))!;
        (model.Price.Amount, model.IsAvailable, model.CanRun).ShouldBe((0.01m, false, false));
        (await Should.ThrowAsync<InvalidInputException>(() => library.Catalog.EditProviderAsync("acme", true, 0, null))).Field.ShouldBe("rate_limit_requests");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Catalog.EditProviderAsync("acme", true, null, -1))).Field.ShouldBe("concurrent_limit");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Catalog.SetModelPriceAsync(model.Id, new(-1, "output")))).Field.ShouldBe("amount");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Catalog.SetModelPriceAsync(model.Id, new(1, "hour")))).Field.ShouldBe("unit");
    }

    [Theory]
    [InlineData("replicate", "Enabled", "false", false, "Providers:replicate:Enabled")]
    [InlineData("comfyui", "BaseUrl", "http://127.0.0.1:9", true, "Providers:comfyui:BaseUrl")]
    public async Task What_the_configuration_decides_is_said_with_its_name(string provider, string setting, string value, bool isEnabled, string name)
    {
        await using var stage = await Transport.ProviderStage.CreateAsync(new Dictionary<string, string?> { [$"Providers:{provider}:{setting}"] = value });
        var views = await stage.Get<IProviderCatalog>().ProvidersAsync();
        var view = views.Single(p => p.Id == provider);
        (view.IsEnabled, view.EnabledBy).ShouldBe((isEnabled, name));
        views.Single(p => p.Id == "fal").EnabledBy.ShouldBeNull();
    }

    [Fact]
    public async Task Another_key_and_another_address_show_as_a_change_at_once()
    {
        await using var stage = await Transport.ProviderStage.CreateAsync();
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await ChangedAsync()).ShouldBeLessThan(before);
        await stage.Connections.SetKeyAsync("replicate", "another_key_0000_1111");
        var withKey = await ChangedAsync();
        withKey.ShouldBeGreaterThanOrEqualTo(before);
        await stage.Connections.SetAddressAsync("replicate", "https://replicate.example.org/v1");
        (await ChangedAsync()).ShouldBeGreaterThanOrEqualTo(withKey);

        async Task<DateTime> ChangedAsync() => (await stage.Catalog.ProvidersAsync()).Single(p => p.Id == "replicate").ChangedAt.ShouldNotBeNull();
    }

    [Theory, Engines]
    public async Task What_another_process_changed_shows_after_seconds(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        await library.ModelAsync();
        await library.Catalog.ProvidersAsync();
        await using (var context = library.Open())
            await context.Set<Provider>().Where(p => p.Id == "acme").ExecuteUpdateAsync(s => s.SetProperty(p => p.IsEnabled, false));
        library.Clock.Advance(TimeSpan.FromSeconds(6));
        (await library.Catalog.ProvidersAsync()).Single(p => p.Id == "acme").IsEnabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null, "output")]
    [InlineData("", null, "output")]
    [InlineData("null", null, "output")]
    [InlineData("""{"unit":"second","amount":0.05,"currency":"USD"}""", 0.05, "second")]
    [InlineData("""{"unit":"output","amount":0}""", 0.0, "output")]
    [InlineData("""{"unit":"output","amount":null,"currency":"USD"}""", null, "output")]
    [InlineData("""{"unit":"second","amount":"0.05"}""", null, "second")]
    [InlineData("""{"unit":"output","amount":0.05,"currency":"EUR"}""", null, "output")]
    [InlineData("""{"unit":"hour","amount":0.05}""", null, "output")]
    [InlineData("""{"unit":"output","amount":-1}""", null, "output")]
    public void A_price_that_cannot_be_trusted_is_unknown(string? json, double? amount, string unit) =>
        ModelPrice.Parse(json).ShouldBe(new ModelPrice((decimal?)amount, unit));

    [Fact]
    public void A_price_reads_as_it_was_written()
    {
        foreach (var price in (ModelPrice[])[new(0.0025m, "output"), new(null, "second"), new(0m, "run")]) ModelPrice.Parse(price.ToJson()).ShouldBe(price);
    }
}
