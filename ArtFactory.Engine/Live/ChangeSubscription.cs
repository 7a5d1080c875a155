using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Live;

/// <summary>
/// One watcher: what changes is gathered in a set, and handed over by at most one task at a time, the first at once and the next
/// after the interval.
/// </summary>
sealed class ChangeSubscription(
    Func<IReadOnlyCollection<Change>, Task> onChanges, Func<Change, bool>? filter, TimeSpan interval, TimeProvider time, ILogger logger,
    Action<ChangeSubscription> ended) : IDisposable
{
    /// <summary>A watcher that lags behind by more than this learns only that many things of each kind changed.</summary>
    const int MostGathered = 2_000;

    readonly Lock _gate = new();
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _handing = new(1);
    HashSet<Change> _gathered = [];
    bool _delivering;
    bool _disposed;

    public void Offer(Change change)
    {
        if (filter is not null && !filter(change)) return;
        lock (_gate)
        {
            if (_disposed) return;
            if (_gathered.Count >= MostGathered) _gathered = [.. _gathered.Select(c => new Change(c.Kind, Guid.Empty)).Distinct()];
            _gathered.Add(change);
            if (_delivering) return;
            _delivering = true;
        }

        _ = Task.Run(DeliverAsync);
    }

    /// <summary>Hands over what is gathered without the rest in between; ends when that and what came before has been taken.</summary>
    public Task DrainAsync() => HandOverAsync();

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            _gathered.Clear();
        }

        ended(this);
        _stop.Cancel();
        _stop.Dispose();
    }

    async Task DeliverAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_gathered.Count == 0 || _disposed)
                {
                    _delivering = false;
                    return;
                }
            }

            await HandOverAsync();
            if (!await RestAsync()) return;
        }
    }

    async Task HandOverAsync()
    {
        await _handing.WaitAsync();
        try
        {
            IReadOnlyCollection<Change> changes;
            lock (_gate)
            {
                if (_gathered.Count == 0 || _disposed) return;
                changes = _gathered;
                _gathered = [];
            }

            await onChanges(changes);
        }
        catch (Exception e)
        {
            // A page that is going away must not take the feed with it.
            logger.LogDebug(e, "A watcher of changes failed");
        }
        finally
        {
            _handing.Release();
        }
    }

    async Task<bool> RestAsync()
    {
        try
        {
            await Task.Delay(interval, time, _stop.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }
}
