namespace ArtFactory.Engine.Media;

/// <summary>
/// This process's own folder under the temporary root. A lock file held open tells others that it is alive, so that a second process
/// on the same data folder (the command line beside a server) never clears away what the first is writing.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string LockName = ".alive";
    private readonly string root;
    private readonly Lock gate = new();
    private FileStream? aliveLock;
    private string? own;
    private long counter;

    private readonly TimeProvider clock;

    public TemporaryFolder(string root, TimeProvider clock)
    {
        this.root = Path.GetFullPath(root);
        this.clock = clock;
    }

    /// <summary>A path for a file that does not exist yet.</summary>
    public string NewFile(string extension) => Path.Combine(Own(), $"{Next()}.{extension}");

    /// <summary>A new empty folder.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Own(), Next())).FullName;

    /// <summary>Removes what processes that are gone have left behind; answers how many files that were.</summary>
    public int Clean()
    {
        if (!Directory.Exists(root)) return 0;
        var removed = 0;
        var longAgo = clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1);
        foreach (var file in Directory.EnumerateFiles(root))
        {
            if (File.GetLastWriteTimeUtc(file) > longAgo) continue;
            File.Delete(file);
            removed++;
        }

        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (folder == own || new DirectoryInfo(folder).LinkTarget is not null) continue;
            if (!Abandoned(folder)) continue;
            removed += Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(f => Path.GetFileName(f) != LockName);
            Directory.Delete(folder, recursive: true);
        }

        return removed;
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (own is null) return;
            aliveLock?.Dispose();
            aliveLock = null;
            try
            {
                Directory.Delete(own, recursive: true);
            }
            catch (IOException)
            {
                // What cannot be removed now is removed at the next start.
            }

            own = null;
        }
    }

    private static bool Abandoned(string folder)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string Next() => Interlocked.Increment(ref counter).ToString("x");

    private string Own()
    {
        lock (gate)
        {
            if (own is not null) return own;
            Directory.CreateDirectory(root);
            // Another process that clears away at this instant may take the new folder for an abandoned one: then take another.
            for (var attempt = 0; ; attempt++)
            {
                var folder = Path.Combine(root, $"{Environment.ProcessId:x}-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}");
                Directory.CreateDirectory(folder);
                try
                {
                    aliveLock = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    return own = folder;
                }
                catch (IOException) when (attempt < 3)
                {
                    continue;
                }
            }
        }
    }
}
