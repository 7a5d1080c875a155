using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Every week: the database's own structure, and whether each original is there in its size. Nothing is changed.</summary>
sealed class IntegrityWork(IDatabaseEngine engine, IDbContextFactory<FactoryContext> contexts, MediaStore store) : IScheduledWork
{
    const int PageSize = 500;
    const int FaultsTold = 5;

    public string Kind => "check-integrity";
    public string Title => "Check the database and that every original is there";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("0 4 * * 0");

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var faults = new List<string>(await engine.CheckIntegrityAsync(cancellationToken));
        // Over a network one page of a listing answers for a thousand files; what it does not vouch for is asked about by itself.
        var listing = store.IsLocal ? null : await OriginalsListing.ReadAsync(store, cancellationToken);
        var (looked, last) = (0, Guid.Empty);
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(p => p.Id > last).OrderBy(p => p.Id).Take(PageSize)
                .Select(p => new { p.Id, p.FilePath, p.FileSize }).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            foreach (var product in page)
            {
                if (listing?.Holds(product.FilePath, product.FileSize) == true) continue;
                if (await FaultOfAsync(product.FilePath, product.FileSize, cancellationToken) is { } fault) faults.Add(fault);
            }

            last = page[^1].Id;
            await job.ReportAsync(looked += page.Count, null);
        }

        if (faults.Count > 0)
            throw new InvalidOperationException($"{faults.Count} faults: {string.Join("; ", faults.Take(FaultsTold))}{(faults.Count > FaultsTold ? "; ..." : "")}");
    }

    async Task<string?> FaultOfAsync(string path, long? size, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(path, cancellationToken) is not { } file) return $"{path} is missing";
            return size is { } expected && file.Size != expected ? $"{path} has {file.Size} bytes instead of {expected}" : null;
        }
        catch (MediaStoreException e) when (!e.IsAway)
        {
            return e.Message;
        }
    }
}
