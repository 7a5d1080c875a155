using System.Text.Json;
using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArtFactory.Tests.Live;

/// <summary>Two nodes on one server, both of which remember what they read: who is told of a change reads what is new.</summary>
public sealed class RememberedElsewhereTests : IAsyncLifetime
{
    TestDatabase _database = null!;
    ServiceProvider _one = null!, _two = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
        _one = await StartAsync();
        _two = await StartAsync();
        var greeted = new TaskCompletionSource();
        using var subscription = _two.GetRequiredService<IChangeFeed>().Subscribe(_ =>
        {
            greeted.TrySetResult();
            return Task.CompletedTask;
        }, change => change.Kind == ChangeKind.Tag);

        // Until it listens, what is told may be missed.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!greeted.Task.IsCompleted)
        {
            _one.GetRequiredService<IChangeFeed>().Publish(new(ChangeKind.Tag, Guid.Empty));
            await Task.Delay(10, limit.Token);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in (ServiceProvider[])[_one, _two])
        {
            foreach (var service in node.GetServices<IHostedService>()) await service.StopAsync(default);
            await node.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public Task A_setting() => SeenAsync<ISettings, int>(ChangeKind.Setting,
        settings => settings.GetAsync<int>("retention.trash_days"),
        settings => settings.SetAsync("retention.trash_days", JsonSerializer.SerializeToElement(7)), 7);

    [Fact]
    public Task A_lookup() => SeenAsync<ILookupShelf, string?>(ChangeKind.Lookup,
        async lookups => (await lookups.SourceAsync()).Find("moods of the test")?[0],
        lookups => lookups.SaveAsync(Guid.Empty, "moods of the test", ["calm"], null, null), "calm");

    [Fact]
    public Task A_providers_limit() => SeenAsync<IProviderCatalog, int?>(ChangeKind.Provider,
        async catalog => (await ReplicateAsync(catalog)).RateLimitRequests,
        async catalog => await catalog.EditProviderAsync("replicate", isEnabled: true, 17, (await ReplicateAsync(catalog)).ConcurrentLimit), 17);

    [Fact]
    public Task A_models_price() => SeenAsync<IProviderCatalog, decimal?>(ChangeKind.Provider,
        async catalog => (await catalog.ModelsAsync())[0].Price.Amount,
        async catalog => await catalog.SetModelPriceAsync((await catalog.ModelsAsync())[0].Id, new ModelPrice(0.125m, ModelPrice.Units[0])), 0.125m);

    [Fact]
    public Task A_providers_address() => SeenAsync<IProviderConnections, string?>(ChangeKind.Provider,
        async connections => (await connections.DescribeAsync("replicate")).BaseAddress?.Host,
        connections => connections.SetAddressAsync("replicate", "https://mirror.example"), "mirror.example");

    static async Task<ProviderView> ReplicateAsync(IProviderCatalog catalog) => (await catalog.ProvidersAsync()).Single(p => p.Id == "replicate");

    /// <summary>A change on one node; who watches on the other, where the value before is remembered, reads the value after.</summary>
    async Task SeenAsync<TService, TValue>(ChangeKind kind, Func<TService, Task<TValue>> read, Func<TService, Task> change, TValue after) where TService : notnull
    {
        var there = _two.GetRequiredService<TService>();
        (await read(there)).ShouldNotBe(after);
        var seen = new TaskCompletionSource<TValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = _two.GetRequiredService<IChangeFeed>().Subscribe(async _ => seen.TrySetResult(await read(there)), c => c.Kind == kind);

        await change(_one.GetRequiredService<TService>());

        (await seen.Task.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe(after);
    }

    async Task<ServiceProvider> StartAsync()
    {
        var services = TestDatabase.Build(_database.Options, services =>
        {
            services.AddSingleton<TimeProvider>(new StandingClock());
            services.AddSingleton(FactoryPaths.At(_database.Folder));
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddLogging().AddLive().AddProjects().AddCatalog().AddUpkeep();
        });
        foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
        return services;
    }
}
