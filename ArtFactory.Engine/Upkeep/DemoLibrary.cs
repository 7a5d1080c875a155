using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Projects;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Upkeep.Demo;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>How far a demonstration library is.</summary>
/// <param name="Stage"><c>pictures</c>, <c>products</c> or <c>collections</c>.</param>
public sealed record DemoProgress(string Stage, int Done, int Total);

/// <summary>What a demonstration library was given.</summary>
public sealed record DemoReport(int Projects, int Orders, int Products, int Tags, int Collections, int Pictures);

/// <summary>
/// Fills a library for demonstrations and measurements: prompts from the starter lookups through the expansion language, and a
/// shared set of real pictures. What is there already stays.
/// </summary>
public sealed class DemoLibrary(
    BulkWriter bulk, IDbContextFactory<FactoryContext> contexts, IDatabaseEngine engine, ILookupShelf lookups, MediaStore store, IImagingClient imaging,
    TimeProvider time)
{
    /// <summary>Orders are gathered until they hold so many products, and written table by table.</summary>
    const int ProductsAtOnce = 5_000;

    /// <summary>Above this the choices of each item, three rows a product, are left out.</summary>
    const int MostWithChoices = 50_000;

    /// <summary>Draws the pictures and makes the library.</summary>
    /// <exception cref="ImagingException">The imaging process cannot draw; the message says why.</exception>
    public async Task<DemoReport> SeedAsync(int products, IProgress<DemoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (products < 1) throw new InvalidInputException("products", "Ask for one product or more.");
        var pictures = await new DemoStudio(store, imaging).DrawAsync(Math.Min(products, DemoStudio.MostPictures), progress, cancellationToken);
        return await FillAsync(products, pictures, progress, cancellationToken);
    }

    /// <summary>Makes the library from pictures that are there, or are only rows, for measurements.</summary>
    public async Task<DemoReport> FillAsync(
        int products, IReadOnlyList<DemoPicture> pictures, IProgress<DemoProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (products < 1) throw new InvalidInputException("products", "Ask for one product or more.");
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isNew = !await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).AnyAsync(cancellationToken);
        var ids = new DemoIds(time, isNew, products);
        var projects = DemoNames.Projects(products).Select(n => new Project { Id = ids.Next(), Name = n.Name, Description = n.Description, CreatedAt = ids.Moment }).ToList();
        await bulk.InsertAsync(projects, cancellationToken: cancellationToken);
        var tags = await TagsAsync(context, ids, cancellationToken);
        var works = new DemoOrders(ids, await lookups.SourceAsync(cancellationToken), projects, tags, pictures, products <= MostWithChoices);

        var (orders, made) = (0, 0);
        while (made < products)
        {
            var batch = new DemoBatch();
            while (batch.Products.Count < ProductsAtOnce && made + batch.Products.Count < products) works.AddOrder(batch, products - made - batch.Products.Count);
            await bulk.InsertAsync(batch.Orders, ProductsAtOnce, cancellationToken);
            await bulk.InsertAsync(batch.Items, ProductsAtOnce, cancellationToken);
            await bulk.InsertAsync(batch.Choices, ProductsAtOnce, cancellationToken);
            await bulk.InsertAsync(batch.Products, ProductsAtOnce, cancellationToken);
            await bulk.InsertAsync(batch.Tags, ProductsAtOnce, cancellationToken);
            (orders, made) = (orders + batch.Orders.Count, made + batch.Products.Count);
            progress?.Report(new("products", made, products));
        }

        var collections = await CollectionsAsync(works.Picked, ids, cancellationToken);
        progress?.Report(new("collections", collections, collections));
        await engine.AnalyzeAsync(cancellationToken);
        return new DemoReport(projects.Count, orders, made, tags.Count, collections, pictures.Count);
    }

    async Task<IReadOnlyList<DemoTag>> TagsAsync(FactoryContext context, DemoIds ids, CancellationToken cancellationToken)
    {
        var there = (await context.Tags.Select(t => new { t.Id, t.Name }).ToListAsync(cancellationToken))
            .ToLookup(t => t.Name, t => t.Id, StringComparer.OrdinalIgnoreCase);
        var missing = DemoNames.Tags.Where(t => !there.Contains(t.Name)).Select(t => new Tag { Id = ids.Next(), Name = t.Name, Color = t.Color }).ToList();
        await bulk.InsertAsync(missing, cancellationToken: cancellationToken);
        var made = missing.ToDictionary(t => t.Name, t => t.Id, StringComparer.Ordinal);
        return [.. DemoNames.Tags.Select(t => new DemoTag(made.TryGetValue(t.Name, out var id) ? id : there[t.Name].First(), t.Share))];
    }

    async Task<int> CollectionsAsync(IReadOnlyList<Guid> picked, DemoIds ids, CancellationToken cancellationToken)
    {
        var collections = DemoNames.Collections.Select(n => new Collection { Id = ids.Next(), Name = n, CoverProductId = picked.Count > 0 ? picked[^1] : null }).ToList();
        await bulk.InsertAsync(collections, cancellationToken: cancellationToken);
        var each = Math.Max(1, picked.Count / collections.Count);
        await bulk.InsertAsync(collections.SelectMany((c, i) => picked.Skip(i * each).Take(each)
            .Select((p, n) => new CollectionProduct { CollectionId = c.Id, ProductId = p, Position = (n + 1) * 1024 })), cancellationToken: cancellationToken);
        return collections.Count;
    }
}
