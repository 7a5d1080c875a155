using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media;

/// <summary>Originals in a folder, on a disk of this machine or on a share that several machines mount.</summary>
internal sealed class FolderOriginals(MediaFolders folders, TimeProvider clock, ILogger logger) : IOriginals
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Beside the originals: what arrives from another disk and is not complete yet.</summary>
    private const string IncomingFolder = "incoming";

    private const string Aside = ".purged";

    /// <summary>How often a file that somebody removes at the same time is tried under one name.</summary>
    private const int MostMoves = 10;
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private volatile bool markerSeen;

    public string Place => folders.Media;

    public bool IsLocal => true;

    public string Locate(string relativePath) => Path.Combine(folders.Media, relativePath);

    public async Task<StoredFile> PlaceAsync(string temporaryFile, string sha256, long size, string extension, CancellationToken cancellationToken = default)
    {
        try
        {
            EnsureMarker();
            return await PlaceMarkedAsync(temporaryFile, sha256, size, extension, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    public Task<Stream> OpenAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        var path = Resolve(relativePath);
        try
        {
            return Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous));
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

    public Task<string> FetchAsync(string relativePath, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(relativePath));

    public Task<OriginalFacts?> FindAsync(string relativePath, CancellationToken cancellationToken = default)
    {
        var file = new FileInfo(Resolve(relativePath));
        if (!file.Exists && markerSeen && !File.Exists(MarkerPath)) throw NotMounted();
        return Task.FromResult(file.Exists ? new OriginalFacts(relativePath, file.Length, file.LastWriteTimeUtc) : null);
    }

    public async IAsyncEnumerable<OriginalFacts> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var root = Path.Combine(folders.Media, MediaStore.OriginalsFolder);
        if (!Directory.Exists(root)) yield break;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Extension == Aside) continue;
            yield return new(Path.GetRelativePath(folders.Media, file.FullName).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc);
        }

        await Task.CompletedTask;
    }

    // An arriving product with the same content renews the file's time before its row is committed: the file is therefore moved aside,
    // looked at once more, and put back if it was touched lately.
    public async Task<Removal> RemoveAsync(
        string relativePath, TimeSpan settled, Func<CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken = default)
    {
        var original = Resolve(relativePath);
        var aside = original + Aside;
        try
        {
            if (File.Exists(original)) File.Move(original, aside, overwrite: true);
            if (!File.Exists(aside)) return Removal.Gone;
            var needed = await isNeeded(cancellationToken);

            // Two may remove the same name at once: what is judged is taken in one step, and nobody else has it then.
            DurableFolder.Create(Incoming);
            var taken = Path.Combine(Incoming, $"{Environment.ProcessId:x}-{Path.GetRandomFileName()}");
            File.Move(aside, taken);
            var touched = clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(taken) < settled;

            // The name tells the content: whoever stored it again meanwhile wrote the same bytes.
            if (touched || needed) DurableFolder.TryName(taken, original, Incoming);
            File.Delete(taken);
            return touched ? Removal.Waits : needed ? Removal.Needed : Removal.Gone;
        }
        catch (DirectoryNotFoundException)
        {
            return Removal.Gone;
        }
        catch (FileNotFoundException)
        {
            // Another removes it at the same time.
            return Removal.Waits;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaStoreException(MediaStoreFailure.FileSystem, $"The file {relativePath} cannot be removed: {e.Message}", e);
        }
    }

    public Task VerifyAsync(bool libraryHasProducts, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(MarkerPath) && libraryHasProducts) throw NotMounted();
        try
        {
            EnsureMarker();
            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    public ValueTask<bool> IsHereAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(!markerSeen || File.Exists(MarkerPath));

    public int Clean()
    {
        var incoming = new DirectoryInfo(Incoming);
        if (!incoming.Exists) return 0;
        var longAgo = clock.GetUtcNow().UtcDateTime - Abandoned;
        var left = incoming.EnumerateFiles().Where(f => f.LastWriteTimeUtc < longAgo).ToList();
        foreach (var file in left) file.Delete();
        return left.Count;
    }

    private string MarkerPath => Path.Combine(folders.Media, MediaStore.MarkerName);

    private string Incoming => Path.Combine(folders.Media, IncomingFolder);

    /// <summary>The absolute path, checked: it lies under the originals and no link is in its way. It may not exist.</summary>
    private string Resolve(string relativePath) => StorePath.Resolve(folders.Media, MediaStore.OriginalsFolder, relativePath);

    private async Task<StoredFile> PlaceMarkedAsync(string temporaryFile, string sha256, long size, string extension, CancellationToken cancellationToken)
    {
        // A numbered name is taken only when a damaged file occupies the right one: that is the integrity check's to judge, not ours to replace.
        var moved = 0;
        for (var number = 0; number < ContentName.MostNumbers; number++)
        {
            var relative = ContentName.OfOriginal(sha256, number, extension);
            var target = Resolve(relative);
            var folder = Path.GetDirectoryName(target)!;
            DurableFolder.Create(folder);
            if (!File.Exists(target) && DurableFolder.TryName(temporaryFile, target, Incoming))
            {
                DurableFolder.Sync(folder);
                return new StoredFile(relative, sha256, size);
            }

            if (await RenewAsync(target, sha256, size, cancellationToken) is not { } holds)
            {
                // It was moved aside in between, to be removed: the name may be free now.
                if (++moved < MostMoves) number--;
                continue;
            }

            if (holds)
            {
                File.Delete(temporaryFile);
                return new StoredFile(relative, sha256, size, WasThere: true);
            }

            logger.LogError("The original {Path} no longer has the content its name promises", relative);
        }

        throw ContentName.NoRoom(sha256);
    }

    /// <summary>Whether a file has that content; then its time is renewed. Null when it has gone.</summary>
    private async Task<bool?> RenewAsync(string path, string sha256, long size, CancellationToken cancellationToken)
    {
        try
        {
            // Whoever purges leaves alone what was touched lately: the row that needs this file is about to be written.
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
            if (file.Length != size || Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)) != sha256) return false;
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
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
        $"The library has files, but {folders.Media} does not hold them: the mark {MediaStore.MarkerName} is missing. "
        + "Mount or restore the media folder, or point the setting at where it is; "
        + $"if this folder is right, create an empty file {MediaStore.MarkerName} in it.");

    private MediaStoreException Refused(Exception e) =>
        new(MediaStoreFailure.FileSystem, $"The media store in {folders.Media} could not be written: {e.Message}", e);
}
