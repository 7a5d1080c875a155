using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Every week: the database's own structure; whether each original is there in its size, and a share of them unchanged; whether any
/// file is known to no row. Nothing is changed and nothing removed.
/// </summary>
sealed class IntegrityWork(
    IDatabaseEngine engine, IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, MediaStore store, UploadReferences references, ISettings settings,
    TimeProvider time, ILogger<IntegrityWork> logger) : IScheduledWork
{
    const int PageSize = 500;
    const long Gigabyte = 1_000_000_000;
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>A file whose row is about to be written is younger than this.</summary>
    static readonly TimeSpan Unwritten = TimeSpan.FromHours(1);

    public string Kind => "check-integrity";
    public string Title => "Check the database and the originals";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("0 4 * * 0");

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var faults = new IntegrityFaults(logger);
        foreach (var fault in await engine.CheckIntegrityAsync(cancellationToken)) faults.Add(fault);

        // One page of a listing answers for a thousand files; what it does not vouch for is asked about by itself. It comes before the
        // rows: a file it shows has its row by then, or is unknown.
        var listing = await OriginalsListing.ReadAsync(store, cancellationToken);
        var faulty = new HashSet<string>(StringComparer.Ordinal);
        var looked = await CheckRowsAsync(listing, faulty, faults, done => job.ReportAsync(done, null), cancellationToken);
        await FindUnknownAsync(listing, faults, cancellationToken);
        var most = await settings.GetAsync<int>("integrity.compare_gigabytes", cancellationToken) * Gigabyte;
        await new ContentComparison(contexts, writer, store, time)
            .RunAsync(job, Kind, most, faulty.Contains, faults, compared => job.ReportAsync(looked + compared, null), cancellationToken);
        if (faults.Count > 0) throw new InvalidOperationException(faults.ToString());
    }

    /// <summary>Whether what the rows name is there; answers how many rows that were.</summary>
    async Task<int> CheckRowsAsync(OriginalsListing listing, HashSet<string> faulty, IntegrityFaults faults, Func<int, Task> report, CancellationToken cancellationToken)
    {
        var (looked, last) = (0, Guid.Empty);
        while (true)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await context.Products.IgnoreQueryFilters(Filter).Where(p => p.Id > last).OrderBy(p => p.Id).Take(PageSize)
                .Select(p => new { p.Id, p.FilePath, p.FileSize }).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            foreach (var product in page) await CheckAsync(product.FilePath, product.FileSize);
            last = page[^1].Id;
            await report(looked += page.Count);
        }

        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            foreach (var upload in await context.Uploads.Select(u => new { u.FilePath, u.FileSize }).ToListAsync(cancellationToken)) await CheckAsync(upload.FilePath, upload.FileSize);
        return looked;

        async Task CheckAsync(string path, long? size)
        {
            if (listing.Holds(path, size) || await FaultOfAsync(path, size, cancellationToken) is not { } fault) return;
            faulty.Add(path);
            faults.Add(fault);
        }
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

    /// <summary>Files that are no row's. Their names were not kept: they are read once more, which is seldom needed.</summary>
    async Task FindUnknownAsync(OriginalsListing listing, IntegrityFaults faults, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().UtcDateTime - Unwritten;
        if (!listing.HasUnknown(before)) return;
        var referred = await references.ReadAsync(cancellationToken);
        var leaving = await LeavingAsync(cancellationToken);
        await foreach (var file in store.ListAsync(cancellationToken))
        {
            var path = file.RelativePath;
            if (!listing.IsUnknown(path, before) || file.LastModified >= before || leaving.Contains(path)) continue;

            // Inputs that were given before their rows were kept.
            if (referred.Contains(path[(path.LastIndexOf('/') + 1)..]) || await HasRowAsync(path, cancellationToken)) continue;
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{path} is known to no row ({file.Size} bytes, of {file.LastModified:yyyy-MM-dd})"));
        }
    }

    /// <summary>Files whose rows are gone, and which wait to be removed.</summary>
    async Task<HashSet<string>> LeavingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = await context.BackgroundJobs.Where(j => j.Kind == FilePurge.JobKind).Select(j => j.Arguments).ToListAsync(cancellationToken);
        return [.. jobs.OfType<ParameterSet>().SelectMany(FilePurge.FilesOf).Select(f => f.Path)];
    }

    /// <summary>A product may have taken an older file since the rows were read.</summary>
    async Task<bool> HasRowAsync(string path, CancellationToken cancellationToken)
    {
        if (ContentName.HashIn(path) is not { } hash) return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Products.IgnoreQueryFilters(Filter).AnyAsync(p => p.FileHash == hash && p.FilePath == path, cancellationToken)
            || await context.Uploads.AnyAsync(u => u.FilePath == path, cancellationToken);
    }
}
