using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Providers;
using ArtFactory.Engine;
using ArtFactory.Engine.Curation;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Inventory;

/// <summary>A database with the rooms that read and curate it, and short ways to fill it.</summary>
public sealed class TestLibrary : IAsyncDisposable
{
    static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    readonly TestDatabase _database;

    TestLibrary(TestDatabase database) => _database = database;

    public required FakeTimeProvider Clock { get; init; }
    public required RecordingFeed Feed { get; init; }
    public TestDatabase Database => _database;
    public IGallery Gallery => Get<IGallery>();
    public ICurator Curator => Get<ICurator>();
    public ITagShelf Tags => Get<ITagShelf>();
    public ICollectionShelf Collections => Get<ICollectionShelf>();
    public IProjectShelf Projects => Get<IProjectShelf>();
    public ITemplateShelf Templates => Get<ITemplateShelf>();
    public ILookupShelf Lookups => Get<ILookupShelf>();
    public IProviderCatalog Catalog => Get<IProviderCatalog>();
    public ISettings Settings => Get<ISettings>();
    public ITrash Trash => Get<ITrash>();
    public IRetention Retention => Get<IRetention>();
    public MediaStore Store => Get<MediaStore>();

    public static async Task<TestLibrary> CreateAsync(string engine = "sqlite", Action<IServiceCollection>? configure = null)
    {
        var clock = new FakeTimeProvider(Start);
        var feed = new RecordingFeed();
        var media = Directory.CreateTempSubdirectory("art-factory-media-").FullName;
        var database = await TestDatabase.CreateAsync(engine, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IChangeFeed>(feed);
            services.AddSingleton(MediaFolders.Under(media));
            services.AddSingleton(FactoryPaths.At(media));
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton<MediaStore>();
            services.AddLogging();
            services.AddInventory().AddCuration().AddProjects().AddCatalog().AddUpkeep();
            configure?.Invoke(services);
        });
        return new TestLibrary(database) { Clock = clock, Feed = feed, MediaFolder = media };
    }

    public required string MediaFolder { get; init; }

    public T Get<T>() where T : notnull => _database.Services.GetRequiredService<T>();

    public FactoryContext Open() => _database.Open();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(MediaFolder, recursive: true);
    }

    public async Task SaveAsync(params object[] rows)
    {
        await using var context = Open();
        context.AddRange(rows);
        await context.SaveChangesAsync();
    }

    public async Task<Project> ProjectAsync(string name = "Foxes")
    {
        var project = new Project { Id = FactoryId.New(), Name = name };
        await SaveAsync(project);
        return project;
    }

    public async Task<Collection> CollectionAsync(string name = "Best")
    {
        var collection = new Collection { Id = FactoryId.New(), Name = name };
        await SaveAsync(collection);
        return collection;
    }

    /// <summary>An order with one complete item.</summary>
    public async Task<(Order Order, OrderItem Item)> OrderAsync(Guid? projectId = null, string provider = "studio", string model = "flow-field")
    {
        var order = new Order { Id = FactoryId.New(), ProjectId = projectId, Provider = provider, Model = model, BaseParameterSet = ParameterSet.Parse("""{"prompt":"A [red,blue] fox"}""") };
        var item = new OrderItem { Id = FactoryId.New(), OrderId = order.Id, SequenceNumber = 1, Status = OrderItemStatus.Complete };
        await SaveAsync(order, item);
        return (order, item);
    }

    public async Task<Product> ProductAsync(Guid? projectId = null, Guid? itemId = null, string prompt = "A red fox", string? hash = null)
    {
        var product = NewProduct(projectId, itemId, prompt);
        if (hash is not null) (product.FileHash, product.FilePath) = (hash, $"originals/{hash[..2]}/{hash[2..4]}/{hash}.png");
        await SaveAsync(product);
        return product;
    }

    public async Task<IReadOnlyList<Guid>> ProductsAsync(int count, Guid? projectId = null)
    {
        var products = Enumerable.Range(0, count).Select(i => NewProduct(projectId, null, $"Fox number {i}")).ToArray();
        await SaveAsync([.. products]);
        return [.. products.Select(p => p.Id)];
    }

    public static Product NewProduct(Guid? projectId = null, Guid? itemId = null, string prompt = "A red fox")
    {
        var id = FactoryId.New();
        return new Product
        {
            Id = id, ProjectId = projectId, OrderItemId = itemId, Type = ProductType.Image, FilePath = $"originals/aa/bb/{id:N}.png", Prompt = prompt,
            Width = 1024, Height = 768, ThumbnailPaths = new($"thumbnails/{id:N}-150.webp", $"thumbnails/{id:N}-400.webp", $"thumbnails/{id:N}-800.webp"),
        };
    }

    /// <summary>A provider and one of its models, unless the seeds brought them.</summary>
    public async Task ModelAsync(string provider = "acme", string model = "brush-1", string? pricing = null, string? schema = null)
    {
        await using var context = Open();
        if (!await context.Providers.AnyAsync(p => p.Id == provider)) context.Add(new Provider { Id = provider, Name = provider, IsEnabled = true });
        context.Add(new Model { Id = FactoryId.New(), ProviderId = provider, ModelId = model, Name = model, Modality = "text-to-image", IsAvailable = true, Pricing = pricing, ParameterSchema = schema });
        await context.SaveChangesAsync();
    }

    public async Task<int> UsesAsync(string tag)
    {
        await using var context = Open();
        return await context.Tags.Where(t => t.Name == tag).Select(t => t.UsageCount).SingleAsync();
    }
}
