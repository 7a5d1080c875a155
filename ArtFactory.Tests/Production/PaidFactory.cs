using System.Globalization;
using System.Security.Cryptography;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Production;

/// <summary>
/// A data folder for the real program, on which one provider is a fake that takes money over real HTTP and keeps its own books. Dispose
/// it, and it is gone.
/// </summary>
sealed class PaidFactory : IAsyncDisposable
{
    public const decimal Price = 0.003m;
    readonly TemporaryData _data = new();
    readonly ServiceProvider _services;
    readonly DatabaseOptions? _server;

    PaidFactory(PaidProvider provider, FakeServer fake, DatabaseOptions? server)
    {
        (Provider, Fake, _server) = (provider, fake, server);
        _services = TestDatabase.Build(server ?? new DatabaseOptions { Path = FactoryPaths.At(_data.Root).Database });
    }

    public PaidProvider Provider { get; }
    public FakeServer Fake { get; }
    public FactoryPaths Paths => FactoryPaths.At(_data.Root);
    public IServiceProvider Services => _services;

    /// <param name="provider">Replicate unless another is named.</param>
    /// <param name="atOnce">Requests under way at once, of all processes together.</param>
    /// <param name="server">An empty database on a server; null for a file in the folder.</param>
    public static async Task<PaidFactory> CreateAsync(PaidProvider? provider = null, int atOnce = 8, DatabaseOptions? server = null)
    {
        provider ??= PaidProvider.Replicate;
        var fake = provider.Make();
        fake.Behaviour.Price = Price;
        fake.Behaviour.PollsUntilDone = 1;
        fake.Behaviour.WorkTime = TimeSpan.FromMilliseconds(60);
        await fake.StartAsync();
        var factory = new PaidFactory(provider, fake, server);
        if (server is null) (await factory._data.RunAsync("models", "--json")).ExitCode.ShouldBe(0);
        else await using (var models = factory.Start(["models", "--json"])) (await models.EndAsync()).ExitCode.ShouldBe(0);
        await using var context = factory.Open();
        await context.Providers.Where(p => p.Id == provider.Id).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.IsEnabled, true).SetProperty(p => p.RateLimitRequests, (int?)null).SetProperty(p => p.ConcurrentLimit, atOnce));

        // A picture costs that much, whatever its size.
        var price = new ModelPrice(Price, "output").ToJson();
        await context.Models.Where(m => m.ProviderId == provider.Id && m.ModelId == provider.ModelId).ExecuteUpdateAsync(s => s.SetProperty(m => m.Pricing, price));
        await context.SystemSettings.Where(s => s.Key == "line.concurrency").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, atOnce.ToString(CultureInfo.InvariantCulture)));
        await context.SystemSettings.Where(s => s.Key == "budget.daily_limit").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "null"));
        return factory;
    }

    public FactoryContext Open() => _services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContext();

    /// <summary>Starts the real program on the folder.</summary>
    public FactoryProcess Start(string[] args, string? failPoint = null, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            [$"Providers__{Provider.Id}__BaseUrl"] = Fake.BaseAddress.AbsoluteUri, [$"Providers__{Provider.Id}__ApiKey"] = "key_of_the_test",
            [$"Providers__{Provider.Id}__SettleSeconds"] = "0",
            ["Line__FirstAskSeconds"] = "0.05", ["Line__ExpansionBatch"] = "40", ["Imaging__Workers"] = "1", ["DOTNET_TieredPGO"] = "0",
        };
        if (_server is not null) (environment["Database__Engine"], environment["Database__ConnectionString"]) = (_server.Engine, _server.ConnectionString);
        if (failPoint is not null) environment["ARTFACTORY_FAILPOINT"] = failPoint;
        foreach (var (name, value) in more) environment[name] = value;
        return FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", _data.Root], environment: environment);
    }

    /// <summary>The arguments of an order of that many different pictures, which costs no more than they cost once.</summary>
    public string[] Order(int items) =>
    [
        "order", $"A fox number [{string.Join(',', Enumerable.Range(1, items))}] batch:maxbatchitems:1000", "--model", Provider.Model, "-p", "output_format=png", "--seed", "5",
        "--budget", (items * Price).ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>What is spent and reserved in all, as the ledger's sums say at this moment.</summary>
    public async Task<decimal> CommittedAsync()
    {
        await using var context = Open();
        return (await context.SpendDays.AsNoTracking().ToListAsync()).Sum(d => d.Spent + d.Reserved);
    }

    /// <summary>The one order is made: nothing is lost, nothing was charged twice, and the files are those of the rows.</summary>
    public async Task CheckAsync(int expected)
    {
        var budget = expected * Price;
        await using var context = Open();
        var order = await context.Orders.SingleAsync();
        (order.Status, order.ExpandedCount, order.CompletedCount, order.FailedCount, order.CancelledCount).ShouldBe((OrderStatus.Fulfilled, expected, expected, 0, 0), order.ErrorMessage);
        (order.CostSpent, order.CostReserved).ShouldBe((budget, 0m));

        // The provider's own books: each item was taken money for once, and nothing else was.
        var charges = Fake.Charges.All;
        var twice = charges.GroupBy(c => c.Payload, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList();
        twice.Select(g => g.Key).ShouldBeEmpty(await StoryAsync(context, twice.FirstOrDefault()?.Key));
        (charges.Count, Fake.Charges.Total).ShouldBe((expected, budget));
        var attempts = await context.GenerationAttempts.AsNoTracking().ToListAsync();
        attempts.Where(a => a.State == AttemptState.Succeeded).Select(a => a.ProviderRequestId!).Order(StringComparer.Ordinal)
            .ShouldBe(charges.Select(c => c.RequestId).Order(StringComparer.Ordinal), "what was charged is what the ledger has");
        attempts.ShouldAllBe(a => a.State == AttemptState.Succeeded || (a.Cost ?? 0) == 0);

        var items = await context.OrderItems.AsNoTracking().ToListAsync();
        items.ShouldAllBe(i => i.Status == OrderItemStatus.Complete && i.LeaseOwner == null);
        var products = await context.Products.AsNoTracking().ToListAsync();
        products.Select(p => p.OrderItemId!.Value).Order().ShouldBe(items.Select(i => i.Id).Order(), "each item has exactly one product");
        var files = Directory.EnumerateFiles(Path.Combine(Paths.Media, "originals"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Paths.Media, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        files.ShouldBe(products.Select(p => p.FilePath).Distinct().Order(StringComparer.Ordinal), "no file without a row, and no row without a file");
        foreach (var product in products.DistinctBy(p => p.FilePath))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Paths.Media, product.FilePath));
            (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe(((int)product.FileSize!.Value, product.FileHash));
        }

        (await ActivatorUtilities.CreateInstance<Engine.Spending.LedgerCheck>(_services).FaultsAsync()).ShouldBeEmpty();
        (await _services.GetRequiredService<IDatabaseEngine>().CheckIntegrityAsync()).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<IDatabaseEngine>().CloseAsync();
        await _services.DisposeAsync();
        await Fake.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>What the ledger and the log tell of an item that was charged twice.</summary>
    async Task<string> StoryAsync(FactoryContext context, string? payload)
    {
        if (payload is null) return "";
        var prompt = System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("prompt").GetString();
        var item = (await context.OrderItems.AsNoTracking().ToListAsync()).Single(i => i.GenerationParameterSet!.Text("prompt") == prompt);
        var attempts = await context.GenerationAttempts.AsNoTracking().Where(a => a.OrderItemId == item.Id).OrderBy(a => a.AttemptNumber).ToListAsync();
        var logs = await context.GenerationLogs.AsNoTracking().Where(l => l.OrderItemId == item.Id).OrderBy(l => l.Id).ToListAsync();
        return string.Join('\n', attempts.Select(a => $"{a.AttemptNumber} {a.State} {a.ReservedAt:O} {a.SubmittedAt:O} {a.EndedAt:O} {a.ProviderRequestId} {a.ErrorCode} {a.ErrorMessage} {a.AskedCount} {a.ProviderSays}"))
            + '\n' + string.Join('\n', Fake.Jobs.Where(j => j.Prompt == prompt).Select(j => $"the provider accepted {j.Id} at {j.AcceptedAt:O}"))
            + '\n' + string.Join('\n', logs.Select(l => $"{l.Timestamp:O} {l.Message}"));
    }
}
