using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Downloads;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>
/// Adapters, connections and downloads on a real database, store and key ring, with a configuration of one's own. Dispose it, and it
/// is gone.
/// </summary>
public sealed class ProviderStage : IAsyncDisposable
{
    readonly TestDatabase _database;

    ProviderStage(TestDatabase database) => _database = database;

    public string Folder => _database.Folder;
    public TestDatabase Database => _database;
    public IProviderConnections Connections => Get<IProviderConnections>();
    public IProviderCatalog Catalog => Get<IProviderCatalog>();
    public MediaStore Store => Get<MediaStore>();

    public static async Task<ProviderStage> CreateAsync(
        IReadOnlyDictionary<string, string?>? configuration = null, Action<IServiceCollection>? configure = null, string engine = TestDatabase.Sqlite)
    {
        var database = await TestDatabase.CreateAsync(engine, services =>
        {
            configure?.Invoke(services);
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration ?? new Dictionary<string, string?>()).Build());
            services.AddLogging();
            services.AddSingleton<IChangeFeed>(new RecordingFeed());
            services.AddSingleton(p => FactoryPaths.At(Path.GetDirectoryName(Path.GetDirectoryName(p.GetRequiredService<DatabaseOptions>().Path))));
            services.AddSingleton(p => MediaFolders.Under(p.GetRequiredService<FactoryPaths>().Root));
            services.AddSingleton<MediaStore>();
            services.AddSingleton<IImagingClient, FakeImaging>();
            services.AddCatalog();
            services.AddProviderAdapters();
        });
        return new(database);
    }

    /// <summary>A stage on which one provider is a fake.</summary>
    public static Task<ProviderStage> OnAsync(FakeServer fake, string key = "test-key-0000", IReadOnlyDictionary<string, string?>? more = null, Action<IServiceCollection>? configure = null, string engine = TestDatabase.Sqlite)
    {
        var settings = new Dictionary<string, string?>(more ?? new Dictionary<string, string?>())
        {
            [$"Providers:{fake.ProviderId}:BaseUrl"] = fake.BaseAddress.AbsoluteUri,
            [$"Providers:{fake.ProviderId}:ApiKey"] = key,
        };
        return CreateAsync(settings, configure, engine);
    }

    public T Get<T>() where T : notnull => _database.Services.GetRequiredService<T>();

    public IProviderAdapter Adapter(string providerId) => Get<AdapterShelf>().Find(providerId).ShouldNotBeNull();

    public FactoryContext Open() => _database.Open();

    public Task EditAsync(string providerId, Action<ArtFactory.Data.Providers.Provider> edit) => EditAsync(async context => edit(await context.Providers.SingleAsync(p => p.Id == providerId)));

    async Task EditAsync(Func<FactoryContext, Task> edit)
    {
        await using var context = Open();
        await edit(context);
        await context.SaveChangesAsync();
    }

    /// <summary>A way to fetch with other bounds, names and connections than usual.</summary>
    internal ForeignFiles Files(IHostNames? names = null, Action<DownloadOptions>? bounds = null, Func<System.Net.IPAddress[], int, CancellationToken, Task<Stream>>? open = null,
        System.Security.Cryptography.X509Certificates.X509ChainPolicy? trust = null)
    {
        var options = new DownloadOptions();
        bounds?.Invoke(options);
        var found = names ?? new SystemHostNames();
        var connections = open is null ? new GuardedConnections(found) { Trust = trust } : new GuardedConnections(found) { Open = open, Trust = trust };
        return new(Store, connections, Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
