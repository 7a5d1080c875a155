namespace ArtFactory.Engine;

/// <summary>
/// Something read often and changed rarely. It is read anew after <see cref="Forget"/>, and after a few seconds in any case, because
/// another process (the command line) may have changed it.
/// </summary>
sealed class Snapshot<T>(TimeProvider time, Func<CancellationToken, Task<T>> load) where T : class
{
    static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(5);
    readonly Lock _gate = new();
    T? _value;
    long _loadedAt;
    int _version;

    public async ValueTask<T> GetAsync(CancellationToken cancellationToken)
    {
        int version;
        lock (_gate)
        {
            if (_value is { } value && time.GetElapsedTime(_loadedAt) < MaximumAge) return value;
            version = _version;
        }

        var loadedAt = time.GetTimestamp();
        var loaded = await load(cancellationToken);
        lock (_gate)
        {
            // What was read before a change must not outlive it.
            if (version == _version)
            {
                _value = loaded;
                _loadedAt = loadedAt;
            }
        }

        return loaded;
    }

    public void Forget()
    {
        lock (_gate)
        {
            _value = null;
            _version++;
        }
    }
}
