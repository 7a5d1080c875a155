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
        var (looked, last) = (0, Guid.Empty);
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(p => p.Id > last).OrderBy(p => p.Id).Take(PageSize)
                .Select(p => new { p.Id, p.FilePath, p.FileSize }).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            faults.AddRange(page.Select(p => FaultOf(p.FilePath, p.FileSize)).OfType<string>());
            last = page[^1].Id;
            await job.ReportAsync(looked += page.Count, null);
        }

        if (faults.Count > 0)
            throw new InvalidOperationException($"{faults.Count} faults: {string.Join("; ", faults.Take(FaultsTold))}{(faults.Count > FaultsTold ? "; ..." : "")}");
    }

    string? FaultOf(string path, long? size)
    {
        try
        {
            var file = new FileInfo(store.ResolveOriginal(path));
            if (!file.Exists) return $"{path} is missing";
            return size is { } expected && file.Length != expected ? $"{path} has {file.Length} bytes instead of {expected}" : null;
        }
        catch (MediaStoreException e)
        {
            return e.Message;
        }
    }
}
