using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media;

/// <summary>
/// The files of the library. An original is named by its content, appears only complete and is never overwritten; where it lies is
/// <see cref="IOriginals"/>' part. Everything under the cache is this node's own and can be made again.
/// </summary>
public sealed class MediaStore : IDisposable
{
    public const string OriginalsFolder = "originals";
    public const string ThumbnailsFolder = "thumbnails";

    /// <summary>Tells a media folder from the empty mount point it would be when its disk is missing.</summary>
    public const string MarkerName = ".artfactory-media";

    private const int BufferBytes = 128 * 1024;
    private readonly MediaFolders folders;
    private readonly TemporaryFolder temporary;
    private readonly IOriginals originals;
    private readonly ILogger<MediaStore> logger;
    private volatile bool wasAway;

    /// <summary>A store whose originals lie in a folder.</summary>
    public MediaStore(MediaFolders folders, TimeProvider clock, ILogger<MediaStore> logger)
        : this(folders, clock, logger, new FolderOriginals(folders, clock, logger))
    {
    }

    public MediaStore(MediaFolders folders, TimeProvider clock, ILogger<MediaStore> logger, IOriginals originals)
    {
        this.folders = folders;
        this.originals = originals;
        this.logger = logger;
        temporary = new TemporaryFolder(folders.Temporary, clock);
    }

    public MediaFolders Folders => folders;

    /// <summary>Where originals lie, in words for a person.</summary>
    public string Place => originals.Place;

    /// <summary>Whether an original is at hand without going over a network of ours.</summary>
    public bool IsLocal => originals.IsLocal;

    /// <summary>
    /// Writes the content, read to its end, and gives it its place. When this returns, the file survives a power loss.
    /// <paramref name="extension"/> may be a mime type too; one that is not known becomes <c>bin</c>.
    /// </summary>
    public async Task<StoredFile> StoreAsync(Stream content, string extension, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = temporary.NewFile("part");
        try
        {
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, BufferBytes, cancellationToken);
            }

            return await AdoptAsync(path, extension, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(folders.Temporary, e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Gives a complete file from <see cref="NewTemporaryFile"/> its place among the originals; the temporary file is gone after, unless this throws.</summary>
    public async Task<StoredFile> AdoptAsync(string temporaryFile, string extension, CancellationToken cancellationToken = default)
    {
        string sha256;
        long size;
        try
        {
            await using var file = new FileStream(temporaryFile, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
            size = file.Length;
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(folders.Temporary, e);
        }

        return await originals.PlaceAsync(temporaryFile, sha256, size, FileTypes.Extension(extension), cancellationToken);
    }

    /// <summary>Opens an original for asynchronous reading; seekable, and fit for range requests.</summary>
    public Task<Stream> OpenReadAsync(string relativePath, CancellationToken cancellationToken = default) => originals.OpenAsync(relativePath, cancellationToken);

    /// <summary>A local path with an original's content. Read it soon: what was fetched over a network makes room for others later.</summary>
    public Task<string> FetchAsync(string relativePath, CancellationToken cancellationToken = default) => originals.FetchAsync(relativePath, cancellationToken);

    /// <summary>Size and time of an original; null when no such file is there.</summary>
    public Task<OriginalFacts?> FindAsync(string relativePath, CancellationToken cancellationToken = default) => originals.FindAsync(relativePath, cancellationToken);

    /// <inheritdoc cref="IOriginals.ListAsync"/>
    public IAsyncEnumerable<OriginalFacts> ListAsync(CancellationToken cancellationToken = default) => originals.ListAsync(cancellationToken);

    /// <inheritdoc cref="IOriginals.RemoveAsync"/>
    public Task<Removal> RemoveAsync(
        string relativePath, TimeSpan settled, Func<CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken = default) =>
        originals.RemoveAsync(relativePath, settled, isNeeded, cancellationToken);

    /// <summary>Where a person finds an original: an absolute path or an address.</summary>
    public string Locate(string relativePath) => originals.Locate(relativePath);

    /// <summary>Opens a thumbnail or preview for reading.</summary>
    public FileStream OpenThumbnail(string relativePath)
    {
        var path = ResolveThumbnail(relativePath);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MediaStoreException(MediaStoreFailure.NotFound, $"The file {relativePath} is missing from the cache.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaStoreException(MediaStoreFailure.FileSystem, $"The file {relativePath} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The absolute path of a thumbnail, checked: it lies under the thumbnails and no link is in its way. It may not exist.</summary>
    public string ResolveThumbnail(string relativePath) => StorePath.Resolve(folders.Cache, ThumbnailsFolder, relativePath);

    /// <summary>The path, relative to the cache, of the thumbnail of some content: <c>thumbnails/ab/cd/abcd…-400.webp</c>.</summary>
    public static string ThumbnailPath(string sha256, string size)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (!ContentName.IsHash(sha256)) throw new MediaStoreException(MediaStoreFailure.InvalidPath, "A hash is 64 lower-case hexadecimal digits.");
        return $"{ThumbnailsFolder}/{sha256[..2]}/{sha256[2..4]}/{sha256}-{size}.webp";
    }

    /// <summary>Moves a finished thumbnail into the cache; one that is there is replaced, because it can be made again.</summary>
    public string PublishThumbnail(string temporaryFile, string sha256, string size)
    {
        var relative = ThumbnailPath(sha256, size);
        var target = ResolveThumbnail(relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporaryFile, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(folders.Cache, e);
        }

        return relative;
    }

    /// <summary>Absolute path for a file that does not exist yet, on the file system of the cache.</summary>
    public string NewTemporaryFile(string extension) => temporary.NewFile(FileTypes.Extension(extension));

    /// <summary>A new empty folder, on the file system of the cache; who asked deletes it.</summary>
    public string NewTemporaryFolder() => temporary.NewFolder();

    /// <summary>Removes what interrupted writes have left behind; answers how many files that were. What a live process writes stays.</summary>
    public int CleanTemporary() => temporary.Clean() + originals.Clean();

    /// <summary>Checks at start that the originals' place is the library's own, and marks a first one if the database knows no files.</summary>
    /// <exception cref="MediaStoreException">It cannot be used, or the library has files and this place is not marked as theirs.</exception>
    public Task VerifyAsync(bool libraryHasProducts, CancellationToken cancellationToken = default) => originals.VerifyAsync(libraryHasProducts, cancellationToken);

    /// <summary>Whether originals can be had and stored now; nothing is claimed while they cannot.</summary>
    public async ValueTask<bool> IsHereAsync(CancellationToken cancellationToken = default)
    {
        var isHere = await originals.IsHereAsync(cancellationToken);
        if (isHere != wasAway) return isHere;
        wasAway = !isHere;
        if (isHere) logger.LogInformation("The media storage is back: {Place}", Place);
        else logger.LogWarning("The media storage is away: {Place}. Work waits until it is back", Place);
        return isHere;
    }

    public void Dispose() => temporary.Dispose();

    private static MediaStoreException Refused(string folder, Exception e) =>
        new(MediaStoreFailure.FileSystem, $"The media store in {folder} could not be written: {e.Message}", e);
}
