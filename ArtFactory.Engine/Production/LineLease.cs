namespace ArtFactory.Engine.Production;

/// <summary>
/// The right to run the line of one data folder, held by one process at a time: a locked file that the system frees when the
/// process dies, however it dies.
/// </summary>
public sealed class LineLease(FactoryPaths paths) : IDisposable
{
    readonly Lock _gate = new();
    FileStream? _lock;

    /// <summary>Whether this process holds it.</summary>
    public bool Held
    {
        get
        {
            lock (_gate) return _lock is not null;
        }
    }

    /// <summary>Whether another process holds it now.</summary>
    public bool HeldElsewhere()
    {
        lock (_gate)
        {
            if (_lock is not null) return false;
            if (TryOpen() is not { } probe) return true;
            probe.Dispose();
            return false;
        }
    }

    /// <summary>Takes it if nobody has it.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_lock is not null) return true;
            _lock = TryOpen();
            return _lock is not null;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _lock?.Dispose();
            _lock = null;
        }
    }

    public void Dispose() => Release();

    FileStream? TryOpen()
    {
        var path = Path.Combine(paths.DatabaseFolder, "line.lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
