using System.Diagnostics;

namespace ArtFactory.Tests.Data;

/// <summary>
/// Counts the commands this process sends to its database and acts just before one of them: on SQLite those of EF, on a server all that
/// its driver sends. The listener sees each before it runs.
/// </summary>
sealed class CommandFuse(int at, Action act) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly List<IDisposable> _subscriptions = [];
    int _commands;

    public int Commands => _commands;

    public void Listen(string engine)
    {
        if (engine == TestDatabase.Sqlite)
        {
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
            return;
        }

        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Count(),
        };
        _subscriptions.Add(listener);
        ActivitySource.AddActivityListener(listener);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key.EndsWith(".CommandExecuting", StringComparison.Ordinal)) Count();
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

    void Count()
    {
        if (Interlocked.Increment(ref _commands) == at) act();
    }
}
