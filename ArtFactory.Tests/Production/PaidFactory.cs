using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Production;

/// <summary>
/// A data folder for the real program, on which one provider is a fake that takes money over real HTTP and keeps its own books. Dispose
/// it, and it is gone.
/// </summary>
sealed class PaidFactory : IAsyncDisposable
{
    public const string Model = "replicate/black-forest-labs/flux-schnell";
    public const decimal Price = 0.003m;
    readonly TemporaryData _data = new();
    readonly ServiceProvider _services;

    PaidFactory(FakeReplicate fake)
    {
        Fake = fake;
        _services = TestDatabase.Build(new DatabaseOptions { Path = FactoryPaths.At(_data.Root).Database });
    }

    public FakeReplicate Fake { get; }
    public FactoryPaths Paths => FactoryPaths.At(_data.Root);
    public IServiceProvider Services => _services;

    public static async Task<PaidFactory> CreateAsync(int atOnce = 8)
    {
        var fake = new FakeReplicate { PageSize = 100 };
        fake.Behaviour.Price = Price;
        fake.Behaviour.PollsUntilDone = 1;
        fake.Behaviour.WorkTime = TimeSpan.FromMilliseconds(60);
        await fake.StartAsync();
        var factory = new PaidFactory(fake);
        (await factory._data.RunAsync("models", "--json")).ExitCode.ShouldBe(0);
        await using var context = factory.Open();
        await context.Providers.Where(p => p.Id == "replicate").ExecuteUpdateAsync(s => s
            .SetProperty(p => p.IsEnabled, true).SetProperty(p => p.RateLimitRequests, (int?)null).SetProperty(p => p.ConcurrentLimit, atOnce));
        await context.SystemSettings.Where(s => s.Key == "line.concurrency").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, atOnce.ToString()));
        await context.SystemSettings.Where(s => s.Key == "budget.daily_limit").ExecuteUpdateAsync(s => s.SetProperty(x => x.Value, "null"));
        return factory;
    }

    public FactoryContext Open() => _services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContext();

    /// <summary>Starts the real program on the folder.</summary>
    public FactoryProcess Start(string[] args, string? failPoint = null, params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>
        {
            ["Providers__replicate__BaseUrl"] = Fake.BaseAddress.AbsoluteUri, ["Providers__replicate__ApiKey"] = "r8_test", ["Providers__replicate__SettleSeconds"] = "0",
            ["Line__FirstAskSeconds"] = "0.05", ["Line__ExpansionBatch"] = "40", ["Imaging__Workers"] = "1", ["DOTNET_TieredPGO"] = "0",
        };
        if (failPoint is not null) environment["ARTFACTORY_FAILPOINT"] = failPoint;
        foreach (var (name, value) in more) environment[name] = value;
        return FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", _data.Root], environment: environment);
    }

    /// <summary>What is spent and reserved in all, as the ledger's sums say at this moment.</summary>
    public async Task<decimal> CommittedAsync()
    {
        await using var context = Open();
        return (await context.SpendDays.AsNoTracking().ToListAsync()).Sum(d => d.Spent + d.Reserved);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<IDatabaseEngine>().CloseAsync();
        await _services.DisposeAsync();
        await Fake.DisposeAsync();
        _data.Dispose();
    }
}
