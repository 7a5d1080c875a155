using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Spending;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ArtFactory.Tests.Production;

/// <summary>The line on a real database and a real store, with a fake provider, imaging and catalogue. Dispose it, and it is gone.</summary>
public sealed class TestFactory : IAsyncDisposable
{
    readonly TestDatabase _database;
    readonly List<IHostedService> _started = [];

    TestFactory(TestDatabase database) => _database = database;

    public FakeProvider Provider => (FakeProvider)_database.Services.GetServices<IProviderAdapter>().Single(a => a.ProviderId == FakeProvider.Id);
    public FakeCatalog Catalog => (FakeCatalog)Get<IProviderCatalog>();
    public FakeRules Rules => (FakeRules)Get<ILineRules>();
    public FakeImaging Imaging => (FakeImaging)Get<IImagingClient>();
    public FakeLookups Lookups => (FakeLookups)Get<ILookupShelf>();
    public IOrderDesk Desk => Get<IOrderDesk>();
    public IOrderBook Book => Get<IOrderBook>();
    public IProductionBoard Board => Get<IProductionBoard>();
    public MediaStore Store => Get<MediaStore>();
    public string Folder => _database.Folder;

    /// <param name="configure">Adds services before the factory's own.</param>
    /// <param name="line">Changes the settings of the line.</param>
    /// <param name="replace">Adds services after the factory's own, in their place.</param>
    public static Task<TestFactory> CreateAsync(
        string engine = TestDatabase.Sqlite, Action<IServiceCollection>? configure = null, Action<LineOptions>? line = null, Action<IServiceCollection>? replace = null) =>
        CreateAsync(add => TestDatabase.CreateAsync(engine, add), configure, line, replace);

    /// <summary>On a server of the test's own, which it may stop and start.</summary>
    public static Task<TestFactory> CreateAsync(PostgresCluster cluster) => CreateAsync(add => TestDatabase.CreateAsync(cluster, add), null, null, null);

    static async Task<TestFactory> CreateAsync(
        Func<Action<IServiceCollection>, Task<TestDatabase>> create, Action<IServiceCollection>? configure, Action<LineOptions>? line, Action<IServiceCollection>? replace)
    {
        var database = await create(services =>
        {
            services.Configure<ProvidersOptions>(o => o[FakeProvider.Id] = new() { SettleSeconds = 0 });
            configure?.Invoke(services);
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddLogging();
            services.AddUpkeep();
            services.AddSingleton<IProviderCatalog, FakeCatalog>();
            services.AddSingleton<ILookupShelf, FakeLookups>();
            services.AddSingleton<ISettings, FakeSettings>();
            services.AddSingleton<ILineRules, FakeRules>();
            services.AddSingleton<IImagingClient, FakeImaging>();
            services.AddSingleton<IProviderAdapter, FakeProvider>();
            services.AddSingleton<ThumbnailMaker>();
            services.AddSingleton<IHostApplicationLifetime, NoLifetime>();
            services.AddLive();
            services.AddProviderAdapters();
            services.AddOrders();
            services.AddProduction();
            services.AddSpending();
            services.Configure<LineOptions>(o =>
            {
                o.WatchMilliseconds = 20;
                o.FirstAskSeconds = 0.005;
                o.StopSeconds = 1;
                line?.Invoke(o);
            });
            services.AddSingleton(p => FactoryPaths.At(Path.GetDirectoryName(Path.GetDirectoryName(p.GetRequiredService<DatabaseOptions>().Path))));
            services.AddSingleton(p => MediaFolders.Under(p.GetRequiredService<FactoryPaths>().Root));
            services.AddSingleton<MediaStore>();
            replace?.Invoke(services);
        });
        await using (var context = database.Open())
        {
            // Its limits are the catalogue's here; the row is where a budget of its own stands.
            context.Add(new ArtFactory.Data.Providers.Provider { Id = FakeProvider.Id, Name = "Fake", IsEnabled = true });
            await context.SaveChangesAsync();

            // What a line reads of its rules is the fake's; a limit among the settings would count beside them.
            await context.SystemSettings.Where(x => x.Key == "budget.daily_limit").ExecuteUpdateAsync(x => x.SetProperty(y => y.Value, "null"));
        }

        return new(database);
    }

    /// <summary>A factory whose line runs.</summary>
    public static async Task<TestFactory> RunningAsync(
        string engine = TestDatabase.Sqlite, Action<TestFactory>? prepare = null, Action<IServiceCollection>? configure = null, Action<LineOptions>? line = null)
    {
        var factory = await CreateAsync(engine, configure, line);
        prepare?.Invoke(factory);
        await factory.StartAsync();
        return factory;
    }

    public T Get<T>() where T : notnull => _database.Services.GetRequiredService<T>();

    public FactoryContext Open() => _database.Open();

    public async Task StartAsync()
    {
        foreach (var service in _database.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
            _started.Add(service);
        }
    }

    public async Task StopAsync()
    {
        foreach (var service in Enumerable.Reverse(_started)) await service.StopAsync(default);
        _started.Clear();
    }

    public Task<Guid> PlaceAsync(string prompt, Func<OrderRequest, OrderRequest>? with = null)
    {
        var request = new OrderRequest { Provider = FakeProvider.Id, Model = "one", Prompt = prompt, Seed = 7 };
        return Desk.PlaceAsync(with is null ? request : with(request));
    }

    /// <summary>Waits until the order has ended.</summary>
    public async Task<OrderDetail> EndAsync(Guid order)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return (await Get<OrderFollower>().UntilEndedAsync(order, cancellationToken: limit.Token))!;
    }

    public async Task<List<OrderItem>> ItemsAsync(Guid order)
    {
        await using var context = Open();
        return await context.OrderItems.AsNoTracking().Where(i => i.OrderId == order).OrderBy(i => i.SequenceNumber).ToListAsync();
    }

    public async Task<List<GenerationAttempt>> AttemptsAsync(Guid order)
    {
        await using var context = Open();
        return await context.GenerationAttempts.AsNoTracking().Where(a => a.OrderItem!.OrderId == order).OrderBy(a => a.Id).ToListAsync();
    }

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds()) await Task.Delay(5, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _database.DisposeAsync();
    }

    sealed class NoLifetime : IHostApplicationLifetime
    {
        // The job engine waits for it.
        public CancellationToken ApplicationStarted { get; } = new(canceled: true);
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;
        public void StopApplication() { }
    }
}
