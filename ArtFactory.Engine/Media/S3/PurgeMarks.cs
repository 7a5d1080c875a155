using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// Removes objects without a rename to move them aside. Who removes leaves a mark first, then looks whether the object was touched, and
/// only then deletes; who stores touches first and looks for a mark after. So at least one of the two sees the other: the remover keeps
/// its hands off, or the storer takes another name.
/// </summary>
internal sealed class PurgeMarks(Bucket bucket, TimeProvider clock, ILogger logger)
{
    private const string Folder = "purging/";

    /// <summary>From its mark on, a removal has this long; every request in it is bounded.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Far longer: a mark of that age is of a process that died.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    public async Task<bool> IsMarkedAsync(string relativePath, CancellationToken cancellationToken) =>
        await bucket.FindAsync(Folder + relativePath, cancellationToken) is not null;

    public async Task<Removal> RemoveAsync(string relativePath, Func<ObjectFacts, TimeSpan> settled, Func<CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        if (await bucket.FindAsync(relativePath, cancellationToken) is not { } before) return Removal.Gone;
        if (bucket.Now - before.LastModified < settled(before)) return Removal.Waits;
        if (!await MarkAsync(relativePath, cancellationToken)) return Removal.Waits;
        var marked = clock.GetTimestamp();
        try
        {
            if (await bucket.FindAsync(relativePath, cancellationToken) is not { } facts) return Removal.Gone;
            if (bucket.Now - facts.LastModified < settled(facts)) return Removal.Waits;
            if (await isNeeded(cancellationToken)) return Removal.Needed;
            if (clock.GetElapsedTime(marked) > Longest) return Removal.Waits;
            await bucket.DeleteAsync(relativePath, cancellationToken);
            return Removal.Gone;
        }
        finally
        {
            await UnmarkAsync(relativePath);
        }
    }

    /// <summary>False when another removes the same file, or died at it: then its mark is cleared away, once it is old.</summary>
    private async Task<bool> MarkAsync(string relativePath, CancellationToken cancellationToken)
    {
        // Of its own content, so that a mark whose answer was lost is not taken for another's.
        var own = Data.FactoryId.New().ToByteArray();
        if (await bucket.PutNewAsync(Folder + relativePath, () => new MemoryStream(own), own.Length, Convert.ToHexStringLower(SHA256.HashData(own)), "text/plain", cancellationToken)) return true;
        if (await bucket.FindAsync(Folder + relativePath, cancellationToken) is not { } mark) return false;
        if (mark.Sha256 == Convert.ToHexStringLower(SHA256.HashData(own))) return true;
        if (bucket.Now - mark.LastModified > Abandoned) await bucket.DeleteAsync(Folder + relativePath, cancellationToken);
        return false;
    }

    private async Task UnmarkAsync(string relativePath)
    {
        try
        {
            await bucket.DeleteAsync(Folder + relativePath, CancellationToken.None);
        }
        catch (MediaStoreException e)
        {
            logger.LogWarning(e, "The mark of a removal stays behind at {Path}; it is cleared away after an hour", relativePath);
        }
    }
}
