using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Data.Providers;
using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Benchmarks.Line;

/// <summary>The whole engine on a fresh data folder with the zero-delay provider; gone when disposed.</summary>
sealed class LineUnderTest : IAsyncDisposable
{
    public const string Model = "noise";
    readonly IHost _host;
    readonly string _folder;
    bool _started;
    IHostedService? _telling;

    LineUnderTest(IHost host, string folder) => (_host, _folder) = (host, folder);

    public IServiceProvider Services => _host.Services;
    public ZeroDelayProvider Provider => Services.GetServices<IProviderAdapter>().OfType<ZeroDelayProvider>().Single();

    /// <summary>The data folder.</summary>
    public string Folder => _folder;

    /// <param name="concurrency">Items under way at once.</param>
    /// <param name="database">An empty database on a server; null for a file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LineUnderTest> CreateAsync(int concurrency, DatabaseOptions? database, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("artfactory-line-").FullName;
        var line = new LineUnderTest(Build(folder, database), folder);
        await line.Services.GetRequiredService<Migrator>().UpAsync(cancellationToken);
        await line.AddModelAsync(cancellationToken);
        var settings = line.Services.GetRequiredService<ISettings>();
        await settings.SetAsync("line.concurrency", JsonSerializer.SerializeToElement(concurrency), cancellationToken);
        await settings.SetAsync("expansion.batch_item_cap", JsonSerializer.SerializeToElement(100_000), cancellationToken);
        await settings.SetAsync("expansion.order_item_cap", JsonSerializer.SerializeToElement(100_000), cancellationToken);
        return line;
    }

    /// <summary>The engine on a data folder.</summary>
    public static IHost Build(string folder, DatabaseOptions? database)
    {
        var paths = FactoryPaths.At(folder).Create();
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddFactoryData(database ?? new DatabaseOptions { Path = paths.Database, BackupFolder = paths.Backups });
        builder.Services.AddFactoryEngine(builder.Configuration, paths);
        builder.Services.AddSingleton<IProviderAdapter, ZeroDelayProvider>();
        return builder.Build();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _host.StartAsync(cancellationToken);
        _started = true;
    }

    /// <summary>Starts only what tells other nodes of changes here: a process that places, and lets them work.</summary>
    public async Task StartTellingAsync(CancellationToken cancellationToken)
    {
        _telling = (IHostedService)Services.GetRequiredService<IChangesElsewhere>();
        await _telling.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_telling is not null) await _telling.StopAsync(CancellationToken.None);
        if (_started) await _host.StopAsync();
        await Services.GetRequiredService<IDatabaseEngine>().CloseAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task AddModelAsync(CancellationToken cancellationToken)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync(cancellationToken);
        context.Add(new Provider { Id = ZeroDelayProvider.Id, Name = "Zero delay", IsEnabled = true });
        context.Add(new Model
        {
            Id = FactoryId.New(), ProviderId = ZeroDelayProvider.Id, ModelId = Model, Name = "Noise", Modality = "text-to-image", IsAvailable = true,
            ParameterSchema = """{"parameters":[{"name":"prompt","type":"prompt","required":true},{"name":"steps","type":"integer","minimum":1,"maximum":100000}]}""",
            Pricing = """{"unit":"output","amount":0}""",
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
