using System.Collections.Concurrent;
using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media;

/// <summary>
/// Makes the thumbnails that this node lacks when somebody looks at them: another node made the picture, or the cache was emptied. Those
/// who ask for the same picture wait for the same work, and only a few pictures are worked on at once.
/// </summary>
public sealed class ThumbnailHealing(
    IDbContextFactory<FactoryContext> contexts, MediaStore store, ThumbnailMaker maker, TimeProvider time, ILogger<ThumbnailHealing> logger) : IDisposable
{
    const int MostAtOnce = 4;
    const int MostRemembered = 10_000;
    static readonly TimeSpan RestAfterFailure = TimeSpan.FromMinutes(1);

    readonly SharedWork<bool> _underWay = new();
    readonly SemaphoreSlim _places = new(MostAtOnce);
    readonly ConcurrentDictionary<string, long> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether a thumbnail that was missing is there now.</summary>
    /// <param name="relativePath">As products name it; anything else is not healed.</param>
    public async Task<bool> HealAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        if (!relativePath.StartsWith(MediaStore.ThumbnailsFolder + "/", StringComparison.Ordinal) || ContentName.HashIn(relativePath) is not { } sha256) return false;
        if (_failed.TryGetValue(sha256, out var at) && time.GetElapsedTime(at) < RestAfterFailure) return false;
        return await _underWay.RunAsync(sha256, () => MakeAsync(sha256), cancellationToken) && File.Exists(store.ResolveThumbnail(relativePath));
    }

    public void Dispose() => _places.Dispose();

    async Task<bool> MakeAsync(string sha256)
    {
        await _places.WaitAsync();
        try
        {
            // Who asked a moment ago may have been served by the work that had just ended.
            if (maker.Exist(sha256)) return true;
            if (await OriginalAsync(sha256) is not { } original) return false;
            await maker.MakeAsync(original);
            _failed.TryRemove(sha256, out _);
            return true;
        }
        catch (Exception e) when (e is ImagingException or MediaStoreException)
        {
            logger.LogWarning(e, "The thumbnails of {Hash} are missing here and could not be made again", sha256);
            if (_failed.Count >= MostRemembered) _failed.Clear();
            _failed[sha256] = time.GetTimestamp();
            return false;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>The original that thumbnails were made of once; what was refused by a decoder is not tried again here.</summary>
    async Task<StoredFile?> OriginalAsync(string sha256)
    {
        await using var context = await contexts.CreateDbContextAsync();
        return await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(p => p.FileHash == sha256 && p.ThumbnailPaths != null)
            .Select(p => new StoredFile(p.FilePath, sha256, p.FileSize ?? 0, true)).FirstOrDefaultAsync();
    }
}
