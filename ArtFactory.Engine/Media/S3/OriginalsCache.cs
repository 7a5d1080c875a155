using System.Security.Cryptography;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// Originals on this node's disk, for those who need a file: bounded, the longest unused go first, and checked against the hash in
/// their name each time, because nothing here survives a power loss for sure.
/// </summary>
internal sealed class OriginalsCache(MediaFolders folders, long mostBytes, TimeProvider clock)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Whoever was given a path reads the file within this time; until then it stays, even above the bound.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private long held = -1;

    private string Root => Path.Combine(folders.Cache, MediaStore.OriginalsFolder);

    /// <summary>The path of the content; null when it is not here as it should be.</summary>
    public async Task<string?> FindAsync(string relativePath, string sha256, CancellationToken cancellationToken)
    {
        var path = Resolve(relativePath);
        try
        {
            // Before it is read, so that nobody removes it meanwhile.
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            if (await HashAsync(path, cancellationToken) == sha256) return path;
            File.Delete(path);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes a checked file in; answers where it is.</summary>
    public string Keep(string temporaryFile, string relativePath)
    {
        var path = Resolve(relativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var size = new FileInfo(temporaryFile).Length;
        File.SetLastWriteTimeUtc(temporaryFile, clock.GetUtcNow().UtcDateTime);
        File.Move(temporaryFile, path, overwrite: true);
        MakeRoom(size);
        return path;
    }

    public void Remove(string relativePath)
    {
        var path = Resolve(relativePath);
        if (File.Exists(path)) File.Delete(path);
    }

    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.Asynchronous);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    private string Resolve(string relativePath) => StorePath.Resolve(folders.Cache, MediaStore.OriginalsFolder, relativePath);

    private void MakeRoom(long added)
    {
        lock (gate)
        {
            if (held >= 0 && (held += added) <= mostBytes) return;
            var files = new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(f => f.LastWriteTimeUtc).ToList();
            held = files.Sum(f => f.Length);
            var inUse = clock.GetUtcNow().UtcDateTime - InUse;

            // A tenth more than needed, so that not every file that comes counts them all.
            var aim = held > mostBytes ? mostBytes - (mostBytes / 10) : mostBytes;
            foreach (var file in files.TakeWhile(f => f.LastWriteTimeUtc < inUse))
            {
                if (held <= aim) return;
                var length = file.Length;
                file.Delete();
                held -= length;
            }
        }
    }
}
