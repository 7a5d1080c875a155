using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Benchmarks.Server;
using ArtFactory.Data;
using ArtFactory.Data.Migrations;
using ArtFactory.Data.Products;
using ArtFactory.Engine;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Library;

/// <summary>A library to measure on: one that is there, or a temporary one made of rows without files.</summary>
sealed class BenchLibrary : IAsyncDisposable
{
    /// <summary>Above so many a library on a server is copied there from a file: writing it row by row would take a quarter of an hour.</summary>
    const int MostWrittenOnServer = 50_000;

    readonly ServiceProvider _services;
    readonly string? _temporary;

    BenchLibrary(ServiceProvider services, string? temporary)
    {
        _services = services;
        _temporary = temporary;
    }

    public IServiceProvider Services => _services;
    public IDatabaseEngine Engine => _services.GetRequiredService<IDatabaseEngine>();
    public IGallery Gallery => _services.GetRequiredService<IGallery>();
    public int Products { get; private set; }

    /// <summary>What a figure's name says of the engine.</summary>
    public string On => Engine.ServerConnection is null ? "" : ", on PostgreSQL";

    /// <summary>The project with most products.</summary>
    public Guid Project { get; private set; }

    public (string Name, Guid Id) CommonTag { get; private set; }

    /// <summary>One on some hundreds of products.</summary>
    public (string Name, Guid Id) RareTag { get; private set; }

    public static async Task<BenchLibrary> OpenAsync(FigureSheet sheet, string? folder, int products, BenchServer? server, CancellationToken cancellationToken)
    {
        var temporary = folder is null ? Directory.CreateTempSubdirectory("art-factory-library-").FullName : null;
        var paths = FactoryPaths.At(folder ?? temporary).Create();
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration)
            .AddFactoryData(server is null ? new DatabaseOptions { Path = paths.Database } : await server.NewDatabaseAsync())
            .AddFactoryEngine(configuration, paths).BuildServiceProvider();
        var library = new BenchLibrary(services, temporary);
        if (server is not null && (folder is not null || products > MostWrittenOnServer)) await library.CopyFromFileAsync(sheet, folder, products, cancellationToken);
        await services.GetRequiredService<Migrator>().UpAsync(cancellationToken);
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync(cancellationToken);
        if (!await context.Products.AnyAsync(cancellationToken)) await library.FillAsync(sheet, products, cancellationToken);
        library.Products = await context.Products.CountAsync(cancellationToken);
        library.Project = await context.Projects.OrderByDescending(p => p.ProductCount).Select(p => p.Id).FirstAsync(cancellationToken);
        var tags = await context.Tags.OrderByDescending(t => t.UsageCount).Select(t => new { t.Name, t.Id, t.UsageCount }).ToListAsync(cancellationToken);
        var rare = tags.LastOrDefault(t => t.UsageCount >= 100) ?? tags[^1];
        (library.CommonTag, library.RareTag) = ((tags[0].Name, tags[0].Id), (rare.Name, rare.Id));
        return library;
    }

    /// <summary>The id of the product that has this share of all before it.</summary>
    public async Task<Guid> IdAtAsync(double share)
    {
        await using var context = await _services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        return await context.Products.OrderByDescending(p => p.Id).Skip((int)(Products * share)).Select(p => p.Id).FirstAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_temporary is not null) Directory.Delete(_temporary, recursive: true);
    }

    async Task CopyFromFileAsync(FigureSheet sheet, string? folder, int products, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(sheet, folder, products, null, cancellationToken);
        sheet.Note($"  copying {file.Products:N0} products ...");
        await new LibraryCopy(CopyLibrary.Of(file.Services), CopyLibrary.Of(_services), TimeProvider.System).RunAsync(cancellationToken: cancellationToken);
    }

    async Task FillAsync(FigureSheet sheet, int products, CancellationToken cancellationToken)
    {
        sheet.Note($"  making a library of {products:N0} products ...");
        await _services.GetRequiredService<ArtFactory.Data.Seeding.SeedLoader>().LoadAsync(cancellationToken);
        var pictures = Enumerable.Range(0, 60).Select(i =>
        {
            var hash = $"{i:x2}{new string('f', 62)}";
            string Of(string size) => $"thumbnails/{hash[..2]}/{hash[2..4]}/{hash}-{size}.webp";
            return new DemoPicture(i == 59 ? ProductType.Video : ProductType.Image, "flow-field", $"originals/{hash[..2]}/{hash[2..4]}/{hash}.png", hash, 400_000 + i,
                "image/png", 1024, 1024, null, new ThumbnailPaths(Of("150"), Of("400"), Of("800")), i);
        }).ToList();
        var started = Stopwatch.GetTimestamp();
        await _services.GetRequiredService<DemoLibrary>().FillAsync(products, pictures, null, cancellationToken);
        sheet.Add($"making {products:N0} products{On}", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        sheet.Add("memory held at the end", GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, "MiB");
    }
}
