using ArtFactory.Data;

namespace ArtFactory.Engine.Production;

/// <summary>
/// The right to run the line of one data folder, held by one process at a time: a locked file that the system frees when the
/// process dies, however it dies. On an engine of many nodes everyone has it, and leases of items decide.
/// </summary>
public sealed class LineLease(FactoryPaths paths, IDatabaseEngine engine) : IDisposable
{
    readonly Lock _gate = new();
    FileStream? _lock;
    bool _isHeld;

    /// <summary>Whether this process holds it.</summary>
    public bool Held
    {
        get
        {
            lock (_gate) return _isHeld;
        }
    }

    /// <summary>Whether another process holds it now, and works on what is placed; of other nodes <see cref="Nodes.NodeRegister"/> knows.</summary>
    public bool HeldElsewhere()
    {
        lock (_gate)
        {
            if (_isHeld || !engine.HasSingleWriter) return false;
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
            if (_isHeld) return true;
            if (engine.HasSingleWriter) _lock = TryOpen();
            return _isHeld = _lock is not null || !engine.HasSingleWriter;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _lock?.Dispose();
            _lock = null;
            _isHeld = false;
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
