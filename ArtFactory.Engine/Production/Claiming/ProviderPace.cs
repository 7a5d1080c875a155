namespace ArtFactory.Engine.Production.Claiming;

/// <summary>How fast one provider may be asked: items at once, requests a minute, and a rest when it asked for one.</summary>
sealed class ProviderPace(TimeProvider time)
{
    readonly Queue<DateTime> _lastMinute = new();
    readonly Lock _gate = new();
    DateTime? _pausedUntil;

    public int? ConcurrentLimit { get; set; }
    public int? RequestsPerMinute { get; set; }
    public bool IsEnabled { get; set; } = true;
    public int Running { get; private set; }

    public DateTime? PausedUntil
    {
        get
        {
            lock (_gate) return _pausedUntil > Now ? _pausedUntil : null;
        }
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>How many more may start now.</summary>
    public int Free(int usualConcurrency)
    {
        lock (_gate)
        {
            if (!IsEnabled || _pausedUntil > Now) return 0;
            var free = (ConcurrentLimit ?? usualConcurrency) - Running;
            if (RequestsPerMinute is { } limit)
            {
                Forget();
                free = Math.Min(free, limit - _lastMinute.Count);
            }

            return Math.Max(0, free);
        }
    }

    /// <summary>When a limit that stops it now lets the next through; null when time alone changes nothing.</summary>
    public DateTime? NextChance()
    {
        lock (_gate)
        {
            if (_pausedUntil > Now) return _pausedUntil;
            Forget();
            return RequestsPerMinute is { } limit && _lastMinute.Count >= limit ? _lastMinute.Peek().AddMinutes(1) : null;
        }
    }

    /// <param name="isRequest">Whether it begins with a request that counts against the rate.</param>
    public void Started(bool isRequest)
    {
        lock (_gate)
        {
            Running++;
            if (isRequest && RequestsPerMinute is not null) _lastMinute.Enqueue(Now);
        }
    }

    public void Ended()
    {
        lock (_gate) Running--;
    }

    /// <summary>Counts requests that were made before this process took over.</summary>
    public void Remember(IEnumerable<DateTime> requests)
    {
        lock (_gate)
        {
            foreach (var request in requests.Order()) _lastMinute.Enqueue(request);
        }
    }

    /// <summary>Nothing starts for that long; a longer rest that was asked for before stays.</summary>
    public void Rest(TimeSpan rest)
    {
        lock (_gate)
        {
            var until = Now + rest;
            if (_pausedUntil is null || _pausedUntil < until) _pausedUntil = until;
        }
    }

    void Forget()
    {
        var before = Now.AddMinutes(-1);
        while (_lastMinute.TryPeek(out var oldest) && oldest <= before) _lastMinute.Dequeue();
    }
}
