using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media;

/// <summary>
/// The files of the library. An original is named by its content, appears only complete (temporary file, hash, sync, rename, sync of
/// the folder) and is never overwritten. Everything under the cache can be made again.
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
    private readonly ILogger<MediaStore> logger;
    private readonly TimeProvider clock;
    private volatile bool markerSeen;

    public MediaStore(MediaFolders folders, TimeProvider clock, ILogger<MediaStore> logger)
    {
        this.folders = folders;
        this.logger = logger;
        this.clock = clock;
        temporary = new TemporaryFolder(folders.Temporary, clock);
    }

    public MediaFolders Folders => folders;

    /// <summary>
    /// Writes the content, read to its end, to disk and gives it its place. When this returns, the file survives a power loss.
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
            throw Refused(e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Gives a complete file from <see cref="NewTemporaryFile"/> its place among the originals; the temporary file is gone after.</summary>
    public async Task<StoredFile> AdoptAsync(string temporaryFile, string extension, CancellationToken cancellationToken = default)
    {
        var suffix = FileTypes.Extension(extension);
        try
        {
            string sha256;
            long size;
            await using (var file = new FileStream(temporaryFile, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, BufferBytes, FileOptions.Asynchronous))
            {
                size = file.Length;
                sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
                file.Flush(flushToDisk: true);
            }

            EnsureMarker();
            return await PlaceAsync(temporaryFile, sha256, size, suffix, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    /// <summary>Opens an original for reading; seekable, and fit for range requests.</summary>
    public FileStream OpenRead(string relativePath) => Open(ResolveOriginal(relativePath), relativePath);

    /// <summary>Opens a thumbnail or preview for reading.</summary>
    public FileStream OpenThumbnail(string relativePath) => Open(ResolveThumbnail(relativePath), relativePath);

    /// <summary>The absolute path of an original, checked: it lies under the originals and no link is in its way. It may not exist.</summary>
    public string ResolveOriginal(string relativePath) => StorePath.Resolve(folders.Media, OriginalsFolder, relativePath);

    /// <summary>The absolute path of a thumbnail, checked like <see cref="ResolveOriginal"/>.</summary>
    public string ResolveThumbnail(string relativePath) => StorePath.Resolve(folders.Cache, ThumbnailsFolder, relativePath);

    /// <summary>The path, relative to the cache, of the thumbnail of some content: <c>thumbnails/ab/cd/abcd…-400.webp</c>.</summary>
    public static string ThumbnailPath(string sha256, string size)
    {
        CheckHash(sha256);
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
            throw Refused(e);
        }

        return relative;
    }

    /// <summary>Absolute path for a file that does not exist yet, on the file system of the store.</summary>
    public string NewTemporaryFile(string extension) => temporary.NewFile(FileTypes.Extension(extension));

    /// <summary>A new empty folder, on the file system of the store; who asked deletes it.</summary>
    public string NewTemporaryFolder() => temporary.NewFolder();

    /// <summary>Removes what interrupted writes have left behind; answers how many files that were. What a live process writes stays.</summary>
    public int CleanTemporary() => temporary.Clean();

    /// <summary>Checks at start that the media folder is the library's own, and makes a first one if the database knows no files.</summary>
    /// <exception cref="MediaStoreException">The library has files, but this folder is not marked as theirs.</exception>
    public void Verify(bool libraryHasProducts)
    {
        if (!File.Exists(MarkerPath) && libraryHasProducts) throw NotMounted();
        try
        {
            EnsureMarker();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    public void Dispose() => temporary.Dispose();

    private string MarkerPath => Path.Combine(folders.Media, MarkerName);

    private async Task<StoredFile> PlaceAsync(string temporaryFile, string sha256, long size, string extension, CancellationToken cancellationToken)
    {
        // A numbered name is taken only when a damaged file occupies the right one: that is the integrity check's to judge, not ours to replace.
        for (var number = 0; number < 10; number++)
        {
            var name = number == 0 ? $"{sha256}.{extension}" : $"{sha256}-{number}.{extension}";
            var relative = $"{OriginalsFolder}/{sha256[..2]}/{sha256[2..4]}/{name}";
            var target = ResolveOriginal(relative);
            var folder = Path.GetDirectoryName(target)!;
            DurableFolder.Create(folder);
            if (!File.Exists(target) && DurableFolder.TryName(temporaryFile, target))
            {
                DurableFolder.Sync(folder);
                return new StoredFile(relative, sha256, size);
            }

            if (await HoldsAsync(target, sha256, size, cancellationToken))
            {
                File.Delete(temporaryFile);

                // Whoever purges leaves alone what was touched lately: the row that needs this file is about to be written.
                File.SetLastWriteTimeUtc(target, clock.GetUtcNow().UtcDateTime);
                return new StoredFile(relative, sha256, size, WasThere: true);
            }

            logger.LogError("The original {Path} no longer has the content its name promises", relative);
        }

        throw new MediaStoreException(MediaStoreFailure.FileSystem, $"Ten damaged files occupy the place of {sha256}. Run the integrity check.");
    }

    private static async Task<bool> HoldsAsync(string path, string sha256, long size, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        return file.Length == size && Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) == sha256;
    }

    private void EnsureMarker()
    {
        if (File.Exists(MarkerPath))
        {
            markerSeen = true;
            return;
        }

        // It was there a while ago: the disk has gone, and what is written now would vanish under it when it comes back.
        if (markerSeen) throw NotMounted();
        DurableFolder.Create(Path.GetFullPath(folders.Media));
        File.WriteAllText(MarkerPath, "This folder holds the originals of an Art Factory library. Keep this file.\n");
        DurableFolder.Sync(folders.Media);
        markerSeen = true;
    }

    private MediaStoreException NotMounted() => new(
        MediaStoreFailure.NotMounted,
        $"The library has files, but {folders.Media} does not hold them: the mark {MarkerName} is missing. "
        + "Mount or restore the media folder, or point the setting at where it is; "
        + $"if this folder is right, create an empty file {MarkerName} in it.");

    private FileStream Open(string path, string relativePath)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            if (markerSeen && !File.Exists(MarkerPath)) throw NotMounted();
            throw new MediaStoreException(MediaStoreFailure.NotFound, $"The file {relativePath} is missing from the store.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaStoreException(MediaStoreFailure.FileSystem, $"The file {relativePath} cannot be read: {e.Message}", e);
        }
    }

    private static void CheckHash(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw new MediaStoreException(MediaStoreFailure.InvalidPath, "A hash is 64 lower-case hexadecimal digits.");
    }

    private MediaStoreException Refused(Exception e) =>
        new(MediaStoreFailure.FileSystem, $"The media store in {folders.Media} could not be written: {e.Message}", e);
}
