using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Removes files whose rows are gone. An arriving product with the same content renews the file's time before its row is committed:
/// what was touched lately waits for a later run, and the store sees to it that nobody comes in between.
/// </summary>
sealed class FilePurge(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, MediaStore store, ILogger<FilePurge> logger)
{
    public const string JobKind = "purge-files";
    public const string FilesArgument = "files";

    /// <summary>Far longer than it takes from storing a file to committing its row.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>Takes up what earlier runs left; answers how many files went.</summary>
    public async Task<int> RunPendingAsync(CancellationToken cancellationToken)
    {
        List<Guid> jobs;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            jobs = await context.BackgroundJobs.Where(j => j.Kind == JobKind)
                .OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(cancellationToken);
        }

        var removed = 0;
        foreach (var job in jobs) removed += await RunAsync(job, cancellationToken);
        return removed;
    }

    /// <summary>Does one job; its row goes when nothing is left to do. Answers how many files went.</summary>
    public async Task<int> RunAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var waiting = new List<LeftFile>();
        var removed = 0;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var arguments = await context.BackgroundJobs.Where(j => j.Id == jobId).Select(j => j.Arguments).FirstOrDefaultAsync(cancellationToken);
            if (arguments is null) return 0;
            foreach (var file in FilesOf(arguments))
            {
                if (await NeededAsync(context, file, cancellationToken)) continue;
                if (await RemoveAsync(context, file, cancellationToken)) removed++;
                else waiting.Add(file);
            }
        }

        await writer.WriteAsync(context => waiting.Count == 0
            ? context.BackgroundJobs.Where(j => j.Id == jobId).ExecuteDeleteAsync(cancellationToken)
            : context.BackgroundJobs.Where(j => j.Id == jobId).ExecuteUpdateAsync(s => s.SetProperty(j => j.Arguments,
                ParameterSet.Empty.With(FilesArgument, JsonSerializer.SerializeToElement(waiting, JsonSerializerOptions.Web))), cancellationToken), cancellationToken);
        return removed;
    }

    /// <summary>The files of a job's arguments.</summary>
    public static IReadOnlyList<LeftFile> FilesOf(ParameterSet arguments) =>
        arguments.TryGetValue(FilesArgument, out var list) ? list.Deserialize<List<LeftFile>>(JsonSerializerOptions.Web) ?? [] : [];

    static async Task<bool> NeededAsync(FactoryContext context, LeftFile file, CancellationToken cancellationToken) =>
        await context.Uploads.AnyAsync(u => u.FilePath == file.Path, cancellationToken)
        || await context.Products.IgnoreQueryFilters(Filter)
            .AnyAsync(p => file.Hash == null ? p.FilePath == file.Path : p.FileHash == file.Hash && p.FilePath == file.Path, cancellationToken);

    /// <summary>False when the file has to wait.</summary>
    async Task<bool> RemoveAsync(FactoryContext context, LeftFile file, CancellationToken cancellationToken)
    {
        try
        {
            var removal = await store.RemoveAsync(file.Path, Settled, token => NeededAsync(context, file, token), cancellationToken);
            if (removal != Removal.Gone) return removal == Removal.Needed;
            if (await SameContentAsync(context, file, cancellationToken)) return true;
            foreach (var thumbnail in file.Thumbnails) File.Delete(store.ResolveThumbnail(thumbnail));
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (MediaStoreException e) when (e.Kind == MediaStoreFailure.InvalidPath)
        {
            logger.LogError(e, "The file {Path} of a purged product is left where it is: its path is not one of the store", file.Path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MediaStoreException)
        {
            logger.LogWarning(e, "The file {Path} of a purged product could not be removed now; it is tried again later", file.Path);
            return false;
        }
    }

    /// <summary>Thumbnails are shared by content, whatever the original is called.</summary>
    static async Task<bool> SameContentAsync(FactoryContext context, LeftFile file, CancellationToken cancellationToken) =>
        file.Hash != null && await context.Products.IgnoreQueryFilters(Filter).AnyAsync(p => p.FileHash == file.Hash, cancellationToken);
}
