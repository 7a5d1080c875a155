using ArtFactory.Data;

namespace ArtFactory.Tests.Fakes;

/// <summary>Notices between nodes of one process: sending can be made to fail, and listening to break off.</summary>
public sealed class NoticeWire : INotices
{
    readonly Lock _gate = new();
    readonly List<(Action<string> OnText, TaskCompletionSource Broken)> _listeners = [];
    int _refused;
    volatile bool _fails;

    public bool ReachOthers => true;
    public int MostBytes => 7_900;

    /// <summary>Whether sending fails.</summary>
    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    /// <summary>How many listen.</summary>
    public int Listeners
    {
        get
        {
            lock (_gate) return _listeners.Count;
        }
    }

    /// <summary>How often sending failed.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public Task SendAsync(string text, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            Interlocked.Increment(ref _refused);
            throw new IOException("The wire is cut.");
        }

        List<Action<string>> all;
        lock (_gate) all = _listeners.ConvertAll(listener => listener.OnText);
        foreach (var onText in all) onText(text);
        return Task.CompletedTask;
    }

    public async Task ListenAsync(Action onListening, Action<string> onText, CancellationToken cancellationToken = default)
    {
        var listener = (onText, Broken: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate) _listeners.Add(listener);
        onListening();
        try
        {
            await listener.Broken.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate) _listeners.Remove(listener);
        }
    }

    /// <summary>Breaks off all who listen.</summary>
    public void Break()
    {
        lock (_gate)
        {
            foreach (var listener in _listeners) listener.Broken.TrySetException(new IOException("The wire broke."));
        }
    }
}
