using System.Diagnostics;

namespace ArtFactory.Tests.Data;

/// <summary>Counts the commands EF sends in this process and acts just before one of them; the listener sees each before it runs.</summary>
sealed class CommandFuse(int at, Action act) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly List<IDisposable> _subscriptions = [];
    int _commands;

    public int Commands => _commands;

    public void Listen() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key.EndsWith(".CommandExecuting", StringComparison.Ordinal) && Interlocked.Increment(ref _commands) == at) act();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions) subscription.Dispose();
    }
}
