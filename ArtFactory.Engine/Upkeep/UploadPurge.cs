using ArtFactory.Data;
using ArtFactory.Engine.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Removes files that people gave as inputs, when they are old and nothing refers to them.</summary>
sealed class UploadPurge(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, MediaStore store, UploadReferences references, ILogger<UploadPurge> logger)
{
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>Looks at those that nobody gave again since; answers how many files went.</summary>
    public async Task<int> RunAsync(DateTime before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await context.Uploads.Where(u => u.UpdatedAt < before).OrderBy(u => u.Id).Select(u => u.FilePath).ToListAsync(cancellationToken);
        if (due.Count == 0) return 0;
        var referred = await references.ReadAsync(cancellationToken);
        var removed = 0;
        foreach (var path in due.Where(path => !referred.Contains(NameOf(path))))
        {
            try
            {
                var removal = await store.RemoveAsync(path, Settled, token => NeededAsync(context, path, before, token), cancellationToken);
                if (removal is Removal.Waits or Removal.Needed) continue;
                if (removal == Removal.Gone) removed++;

                // What was given again meanwhile keeps its row.
                await writer.WriteAsync(c => c.Uploads.Where(u => u.FilePath == path && u.UpdatedAt < before).ExecuteDeleteAsync(cancellationToken), cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or MediaStoreException)
            {
                logger.LogWarning(e, "The file {Path} that somebody gave could not be removed now; it is tried again later", path);
            }
        }

        return removed;
    }

    /// <summary>Asked once more, now that nobody can take it up unseen: an order may have been placed since.</summary>
    async Task<bool> NeededAsync(FactoryContext context, string path, DateTime before, CancellationToken cancellationToken)
    {
        var hash = ContentName.HashIn(path);
        return await context.Uploads.AnyAsync(u => u.FilePath == path && u.UpdatedAt >= before, cancellationToken)
            || await context.Products.IgnoreQueryFilters(Filter).AnyAsync(p => p.FileHash == hash && p.FilePath == path, cancellationToken)
            || (await references.ReadAsync(cancellationToken)).Contains(NameOf(path));
    }

    static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
