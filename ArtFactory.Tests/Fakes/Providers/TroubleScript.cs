namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>What will go wrong, in order: each entry meets the next call it fits, once.</summary>
public sealed class TroubleScript
{
    readonly Lock _gate = new();
    readonly List<(Func<ReceivedCall, bool> Fits, Trouble Trouble, bool Always)> _entries = [];

    public TroubleScript Next(Func<ReceivedCall, bool> fits, Trouble trouble) => Add(fits, trouble, always: false);

    /// <summary>The next call with that method, whatever its path.</summary>
    public TroubleScript Next(string method, Trouble trouble) => Next(call => call.Method == method, trouble);

    /// <summary>Every call that fits, until <see cref="Clear"/>.</summary>
    public TroubleScript Always(Func<ReceivedCall, bool> fits, Trouble trouble) => Add(fits, trouble, always: true);

    public void Clear()
    {
        lock (_gate) _entries.Clear();
    }

    internal Trouble? Take(ReceivedCall call)
    {
        lock (_gate)
        {
            var index = _entries.FindIndex(e => e.Fits(call));
            if (index < 0) return null;
            var entry = _entries[index];
            if (!entry.Always) _entries.RemoveAt(index);
            return entry.Trouble;
        }
    }

    TroubleScript Add(Func<ReceivedCall, bool> fits, Trouble trouble, bool always)
    {
        lock (_gate) _entries.Add((fits, trouble, always));
        return this;
    }
}
