using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// Originals in a bucket that all nodes share. A file is written once, by a conditional request, and counts as stored when the bucket
/// has told its size and hash; what is read is checked against the hash in its name.
/// </summary>
internal sealed class S3Originals : IOriginals, IDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>How often a file that somebody removes at the same time is written anew under one name.</summary>
    private const int MostRounds = 3;
    private static readonly TimeSpan StillFresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(2);
    private readonly S3Options options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Bucket bucket;
    private readonly OriginalsCache cache;
    /// <summary>Far longer than the largest file takes to be written in parts.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    private readonly MultipartWriter large;
    private readonly PurgeMarks purges;
    private readonly TemporaryFolder temporary;
    private readonly SharedWork<string> fetches = new();
    private readonly SharedWork<bool> probes = new();
    private volatile bool markerSeen;
    private long lastRefusal;

    /// <param name="wire">What connects to the server, when it is not the usual.</param>
    public S3Originals(S3Options options, MediaFolders folders, TimeProvider clock, ILogger logger, HttpMessageHandler? wire = null)
    {
        (this.options, this.clock, this.logger) = (options, clock, logger);
        bucket = new(options, clock, wire);
        cache = new(folders, options.CacheMegabytes * 1024L * 1024, clock);
        large = new(bucket, options, logger);
        purges = new(bucket, clock, logger);
        temporary = new(folders.Temporary, clock);
    }

    public string Place => Locate("").TrimEnd('/') + $" at {options.Address.GetLeftPart(UriPartial.Authority)}";

    public bool IsLocal => false;

    public string Locate(string relativePath) => $"s3://{options.Bucket}/{options.Folder}{relativePath}";

    public async Task<StoredFile> PlaceAsync(string temporaryFile, string sha256, long size, string extension, CancellationToken cancellationToken = default)
    {
        for (var number = 0; number < ContentName.MostNumbers; number++)
        {
            var relative = ContentName.OfOriginal(sha256, number, extension);
            for (var round = 0; round < MostRounds; round++)
            {
                var placing = await PlaceOnceAsync(temporaryFile, relative, sha256, size, cancellationToken);
                if (placing == Placing.Gone) continue;
                if (placing == Placing.Occupied) break;
                KeepCopy(temporaryFile, relative);
                return new StoredFile(relative, sha256, size, WasThere: placing == Placing.WasThere);
            }
        }

        throw ContentName.NoRoom(sha256);
    }

    public async Task<Stream> OpenAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        var facts = await FindAsync(relativePath, cancellationToken) ?? throw Missing(relativePath);
        return new S3ReadStream(bucket, relativePath, facts.Size, ContentName.HashIn(relativePath));
    }

    public async Task<string> FetchAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        StorePath.Check(MediaStore.OriginalsFolder, relativePath);
        var sha256 = ContentName.HashIn(relativePath) ?? throw new MediaStoreException(MediaStoreFailure.InvalidPath, $"{relativePath} is not named by its content.");
        return await cache.FindAsync(relativePath, sha256, cancellationToken)
            ?? await fetches.RunAsync(relativePath, () => DownloadAsync(relativePath), cancellationToken);
    }

    public async Task<OriginalFacts?> FindAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        StorePath.Check(MediaStore.OriginalsFolder, relativePath);
        return await bucket.FindAsync(relativePath, cancellationToken) is { } facts ? new(relativePath, facts.Size, facts.LastModified) : null;
    }

    public async IAsyncEnumerable<OriginalFacts> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (key, facts) in bucket.ListAsync(MediaStore.OriginalsFolder + "/", cancellationToken)) yield return new(key, facts.Size, facts.LastModified);
    }

    public async Task<Removal> RemoveAsync(
        string relativePath, TimeSpan settled, Func<CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken = default)
    {
        StorePath.Check(MediaStore.OriginalsFolder, relativePath);
        // What is written in parts may bear the time at which that began.
        TimeSpan SettledFor(ObjectFacts facts) => settled > TimeSpan.Zero && settled < LongestWrite && large.Takes(facts.Size) ? LongestWrite : settled;
        var removal = await purges.RemoveAsync(relativePath, SettledFor, isNeeded, cancellationToken);
        if (removal == Removal.Gone) cache.Remove(relativePath);
        return removal;
    }

    public async Task VerifyAsync(bool libraryHasProducts, CancellationToken cancellationToken = default)
    {
        if (!await bucket.HasAsync(MediaStore.MarkerName, once: false, cancellationToken))
        {
            if (libraryHasProducts) throw NotOurs();
            await PutMarkerAsync(cancellationToken);
        }

        markerSeen = true;
        if (await PutMarkerAsync(cancellationToken))
        {
            throw new MediaStoreException(MediaStoreFailure.FileSystem,
                $"The storage at {options.Address.GetLeftPart(UriPartial.Authority)} ignores \"If-None-Match\": files could be overwritten there. Update it, or use one that honours conditional writes.");
        }

        await ClearUploadsAsync(cancellationToken);
    }

    public async ValueTask<bool> IsHereAsync(CancellationToken cancellationToken = default)
    {
        if (bucket.SinceAnswer < StillFresh) return true;
        if (Interlocked.Read(ref lastRefusal) is var at and not 0 && clock.GetElapsedTime(at) < ProbePause) return false;
        return await probes.RunAsync("", ProbeAsync, cancellationToken);
    }

    // The bucket shows no part of a file; what is left here is the temporary folder's.
    public int Clean() => 0;

    public void Dispose()
    {
        temporary.Dispose();
        bucket.Dispose();
    }

    private enum Placing
    {
        Placed,
        WasThere,

        /// <summary>Somebody removed it meanwhile.</summary>
        Gone,

        /// <summary>A damaged file has the name, or one that is about to be removed.</summary>
        Occupied,
    }

    private async Task<Placing> PlaceOnceAsync(string temporaryFile, string relative, string sha256, long size, CancellationToken cancellationToken)
    {
        var mimeType = FileTypes.MimeType(Path.GetExtension(relative));
        var isNew = large.Takes(size)
            ? await large.PutNewAsync(relative, temporaryFile, size, mimeType, cancellationToken)
            : await bucket.PutNewAsync(relative, () => Open(temporaryFile), size, sha256, mimeType, cancellationToken);

        // Whoever purges leaves alone what was touched lately: the row that needs this file is about to be written.
        if (!isNew && !await TouchAsync(relative, size, mimeType, cancellationToken)) return Placing.Gone;

        // Who looked before that and is about to remove it has left a mark.
        if (await purges.IsMarkedAsync(relative, cancellationToken)) return Placing.Occupied;
        if (await bucket.FindAsync(relative, cancellationToken) is not { } facts) return Placing.Gone;
        if (facts.Size == size && await HoldsAsync(relative, facts, temporaryFile, sha256, cancellationToken)) return isNew ? Placing.Placed : Placing.WasThere;
        logger.LogError("The original {Path} does not have the content its name promises", relative);
        return Placing.Occupied;
    }

    /// <summary>Renews an object's time; false when it is gone.</summary>
    private async Task<bool> TouchAsync(string relative, long size, string mimeType, CancellationToken cancellationToken)
    {
        if (!large.Takes(size)) return await bucket.TouchAsync(relative, mimeType, cancellationToken);

        // What is there may be damaged, and of another size.
        if (await bucket.FindAsync(relative, cancellationToken) is not { } facts) return false;
        return large.Takes(facts.Size)
            ? await large.TouchAsync(relative, facts.Size, mimeType, cancellationToken)
            : await bucket.TouchAsync(relative, mimeType, cancellationToken);
    }

    /// <summary>Whether the object is the file, by what the server tells of its content, or else by the content itself.</summary>
    private async Task<bool> HoldsAsync(string relative, ObjectFacts facts, string temporaryFile, string sha256, CancellationToken cancellationToken)
    {
        if (facts.Sha256 is { } told) return told == sha256;
        if (facts.Checksum is { } ofParts && ofParts == await large.ChecksumAsync(temporaryFile, facts.Size, cancellationToken)) return true;
        return await HashThereAsync(relative, facts.Size, cancellationToken) == sha256;
    }

    /// <summary>Parts of files whose writer died cost room and are seen nowhere. Not every server lists them, and not every key may.</summary>
    private async Task ClearUploadsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await large.ClearAsync(MediaStore.OriginalsFolder + "/", cancellationToken);
        }
        catch (MediaStoreException e)
        {
            logger.LogInformation("Unfinished uploads could not be looked for: {Reason}", e.Message);
        }
    }

    /// <summary>For a server that does not tell the hash: the content is read back.</summary>
    private async Task<string> HashThereAsync(string relative, long size, CancellationToken cancellationToken)
    {
        await using var stream = new S3ReadStream(bucket, relative, size, sha256: null);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    /// <summary>The thumbnails are about to be made of it: then it need not be fetched.</summary>
    private void KeepCopy(string temporaryFile, string relative)
    {
        try
        {
            cache.Keep(temporaryFile, relative);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning(e, "The local copy of {Path} could not be kept; it is fetched when it is needed", relative);
            File.Delete(temporaryFile);
        }
    }

    private async Task<string> DownloadAsync(string relativePath)
    {
        var sha256 = ContentName.HashIn(relativePath)!;
        for (var number = 1; ; number++)
        {
            var path = temporary.NewFile("fetched");
            try
            {
                await using (var from = await OpenAsync(relativePath))
                await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
                    await from.CopyToAsync(to, BufferBytes);
                if (await OriginalsCache.HashAsync(path, CancellationToken.None) == sha256) return cache.Keep(path, relativePath);
                throw new MediaStoreException(MediaStoreFailure.Damaged, $"The original {relativePath} is not what its name promises. Run the integrity check.");
            }
            catch (MediaStoreException e) when (e.Kind == MediaStoreFailure.Damaged && number < options.Attempts)
            {
                await bucket.RestAsync(number, CancellationToken.None);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new MediaStoreException(MediaStoreFailure.FileSystem, $"The original {relativePath} could not be written to the cache: {e.Message}", e);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private async Task<bool> ProbeAsync()
    {
        using var limit = new CancellationTokenSource(ProbeLimit, clock);
        try
        {
            var isHere = await bucket.HasAsync(MediaStore.MarkerName, once: true, limit.Token) || !markerSeen;
            Interlocked.Exchange(ref lastRefusal, isHere ? 0 : clock.GetTimestamp());
            return isHere;
        }
        catch (Exception e) when (e is MediaStoreException or OperationCanceledException)
        {
            Interlocked.Exchange(ref lastRefusal, clock.GetTimestamp());
            return false;
        }
    }

    private Task<bool> PutMarkerAsync(CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes("This bucket holds the originals of an Art Factory library. Keep this object.\n");
        return bucket.PutNewAsync(MediaStore.MarkerName, () => new MemoryStream(content), content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), "text/plain", cancellationToken);
    }

    private MediaStoreException NotOurs() => new(
        MediaStoreFailure.NotMounted,
        $"The library has files, but {Place} does not hold them: the mark {MediaStore.MarkerName} is missing. "
        + "Correct Media:S3:Bucket and Media:S3:Prefix; "
        + $"if they are right, put an empty object {options.Folder}{MediaStore.MarkerName} there.");

    private static MediaStoreException Missing(string relativePath) => new(MediaStoreFailure.NotFound, $"The file {relativePath} is missing from the store.");

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
}
