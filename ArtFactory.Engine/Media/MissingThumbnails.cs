using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;
using Rows = ArtFactory.Data.Products;

namespace ArtFactory.Engine.Media;

/// <summary>Makes the thumbnails that are missing: those of a failed imaging process, and all that were deleted with the cache.</summary>
sealed class MissingThumbnails(
    IDbContextFactory<FactoryContext> contexts, IWriteGate gate, MediaStore store, ThumbnailMaker maker, IChangeFeed feed, TimeProvider time) : IScheduledWork
{
    const int PageSize = 200;

    public string Kind => "derive-missing";
    public string Title => "Make missing thumbnails";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("20 * * * *");

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var (looked, last) = (0, Guid.Empty);
        while (true)
        {
            var page = await PageAsync(last, cancellationToken);
            if (page.Count == 0) return;
            
            // Over a network only what nobody has made yet: what this node lacks is made when somebody looks at it, and not all at once.
            foreach (var product in page.Where(p => p.FileHash is not null && (p.ThumbnailPaths is null || (store.IsLocal && !maker.Exist(p.FileHash)))))
                await MakeAsync(product, cancellationToken);
            last = page[^1].Id;
            looked += page.Count;
            await job.ReportAsync(looked, null);
        }
    }

    async Task<List<Rows.Product>> PageAsync(Guid after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Sound has none, and what a decoder refused stays refused.
        return await context.Products.AsNoTracking().Where(p => p.Id > after && (p.DeriveError == null || p.ThumbnailPaths == null)).OrderBy(p => p.Id).Take(PageSize)
            .ToListAsync(cancellationToken);
    }

    async Task MakeAsync(Rows.Product product, CancellationToken cancellationToken)
    {
        Rows.ThumbnailPaths? thumbnails = null;
        string? error = null;
        try
        {
            var made = (await maker.MakeAsync(new(product.FilePath, product.FileHash!, product.FileSize ?? 0), cancellationToken)).Thumbnails;
            thumbnails = new(made.Small, made.Medium, made.Large, made.Preview);
        }
        catch (Exception e) when (e is ImagingException or MediaStoreException)
        {
            if (product.DeriveError == e.Message) return;
            error = e.Message;
        }

        var now = time.GetUtcNow().UtcDateTime;
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(p => p.Id == product.Id).ExecuteUpdateAsync(
                s => s.SetProperty(p => p.ThumbnailPaths, thumbnails).SetProperty(p => p.DeriveError, error).SetProperty(p => p.UpdatedAt, now), cancellationToken);
        }

        feed.Publish(new(ChangeKind.Product, product.Id, null, product.ProjectId));
    }
}
