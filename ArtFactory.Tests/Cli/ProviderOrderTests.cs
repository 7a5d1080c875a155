using System.Text.Json;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Fal;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Web.Cli;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Cli;

/// <summary>Orders of hosted models, from the shell to the files, against fakes over real HTTP.</summary>
[Trait("speed", "slow")]
public sealed class ProviderOrderTests : IDisposable
{
    const string Key = "canary-key-shown-nowhere-4711";
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("replicate", "black-forest-labs/flux-schnell")]
    [InlineData("fal", "fal-ai/flux/schnell")]
    public async Task The_real_program_makes_an_order_with_address_and_key_from_the_environment(string provider, string model)
    {
        await using var fake = await StartAsync(provider);
        await using var program = FactoryProcess.StartProgram(
            "dotnet", [FactoryProcess.Program, "order", "a [red,blue] cube", "--model", $"{provider}/{model}", "--json", "--data", _data.Root], environment: new Dictionary<string, string>
            {
                [$"Providers__{provider}__BaseUrl"] = fake.BaseAddress.AbsoluteUri,
                [$"Providers__{provider}__ApiKey"] = Key,
                ["Logging__LogLevel__Default"] = "Trace",
            });
        var answer = await program.EndAsync();
        var report = answer.ShouldEndWith(0).Json();
        report.GetProperty("products").GetArrayLength().ShouldBe(2);
        report.GetProperty("cost").GetDecimal().ShouldBe(0.006m);
        fake.Charges.Count.ShouldBe(2);
        (answer.Output + answer.Error).ShouldNotContain(Key);
        foreach (var file in Directory.EnumerateFiles(_data.Root, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain(Key, customMessage: file);
    }

    [Fact]
    public async Task A_provider_without_a_key_says_so_before_anything_is_placed()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await ConfigureAsync(fake, key: null);
        var answer = (await _data.RunAsync("order", "a cube", "--model", "replicate/black-forest-labs/flux-schnell")).ShouldEndWith(3);
        answer.Error.ShouldContain("Replicate has no API key");
        answer.Error.ShouldContain("Providers__replicate__ApiKey");
        (await _data.RunAsync("orders", "--json")).Json().GetArrayLength().ShouldBe(0);
        fake.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task Every_model_of_the_catalogue_can_be_ordered(string provider)
    {
        await using var fake = await StartAsync(provider);
        await ConfigureAsync(fake, Key);
        await using var factory = await FactorySession.OpenAsync(FactoryPaths.At(_data.Root));
        var catalog = factory.Services.GetRequiredService<IProviderCatalog>();
        var models = await catalog.ModelsAsync(provider);
        models.ShouldNotBeEmpty();
        foreach (var model in models.Where(m => m.Price.Amount is null)) await catalog.SetModelPriceAsync(model.Id, new(0.01m, "run"));
        await factory.RunLineAsync(default);
        var picture = await StudioPictureAsync(factory);
        var desk = factory.Services.GetRequiredService<IOrderDesk>();
        var orders = new List<(string Model, Guid Order)>();
        foreach (var model in models)
        {
            orders.Add((model.ModelId, await desk.PlaceAsync(new OrderRequest
            {
                Provider = provider, Model = model.ModelId, Prompt = "a red cube", NegativePrompt = "blur",
                Parameters = model.Schema.Parameters.Where(p => p is { Required: true, Type: ParameterType.Media }).ToDictionary(p => p.Name, _ => $"product:{picture}"),

                // By the megapixel of a picture that is sent: a person says what it may cost.
                ItemCeiling = model.Price is { Amount: not null } price && !price.CanBeReckoned(model.Schema) ? 0.5m : null,
            })));
        }

        foreach (var (model, order) in orders)
        {
            var ended = await EndAsync(factory, order);
            ended.Summary.Status.ShouldBe(OrderStatus.Fulfilled, model);
            ended.Summary.Completed.ShouldBe(1, model);
        }

        fake.Charges.Count.ShouldBe(models.Count);
        foreach (var (model, input) in fake.Jobs.Select(j => (j.Model, j.Input)))
        {
            // Only what the model's own schema names is sent.
            var schema = models.FirstOrDefault(m => m.ModelId == model || m.Version == model)?.Schema;
            if (schema is null) continue;
            input.Select(m => m.Key).Where(name => !name.StartsWith('#') && name is not ("model" or "cfgScale" or "quantity" or "seed")).ShouldBeSubsetOf(schema.Parameters.Select(p => p.Name), model);
        }
    }

    [Fact]
    public async Task Cancelled_at_the_provider_is_cancelled_here()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Behaviour.PollsUntilDone = 1000);
        await ConfigureAsync(fake, Key);
        await using var factory = await FactorySession.OpenAsync(FactoryPaths.At(_data.Root));
        await factory.RunLineAsync(default);
        var desk = factory.Services.GetRequiredService<IOrderDesk>();
        var order = await desk.PlaceAsync(new OrderRequest { Provider = "fal", Model = "fal-ai/flux/schnell", Prompt = "a red cube" });
        await Production.TestFactory.UntilAsync(() => Task.FromResult(fake.Jobs.Count == 1 && fake.Jobs.Single().Polls > 0));
        await desk.CancelAsync(order);
        var ended = await EndAsync(factory, order);
        ended.Summary.Status.ShouldBe(OrderStatus.Cancelled);
        ended.Summary.Failed.ShouldBe(0);
        fake.Charges.Total.ShouldBe(0);
    }

    static async Task<FakeServer> StartAsync(string provider)
    {
        var fake = FakeServers.All[provider]();
        fake.Behaviour.Key = Key;
        await fake.StartAsync();
        return fake;
    }

    async Task ConfigureAsync(FakeServer fake, string? key)
    {
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Providers = new Dictionary<string, object> { [fake.ProviderId] = new { BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = key } },
            Line = new { FirstAskSeconds = 0.02, LongestAskSeconds = 0.1 },
        }));
    }

    static async Task<Guid> StudioPictureAsync(FactorySession factory)
    {
        var order = await factory.Services.GetRequiredService<IOrderDesk>().PlaceAsync(new OrderRequest
        {
            Provider = "studio", Model = "flow-field", Prompt = "a field", Parameters = new Dictionary<string, string> { ["width"] = "256", ["height"] = "256" },
        });
        await EndAsync(factory, order);
        var files = await ActivatorUtilities.CreateInstance<OrderFiles>(factory.Services).ListAsync(order);
        return files[0].Id;
    }

    static async Task<OrderDetail> EndAsync(FactorySession factory, Guid order)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return (await factory.Services.GetRequiredService<OrderFollower>().UntilEndedAsync(order, cancellationToken: limit.Token))!;
    }
}
