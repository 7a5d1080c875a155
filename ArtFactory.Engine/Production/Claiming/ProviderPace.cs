using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>
/// How fast one provider may be asked, as far as this process knows: items at once, requests a minute, a rest when it asked for one, a
/// pause while it is down. It spares claims that would come back empty; what counts is the claim, which looks into the database.
/// </summary>
sealed class ProviderPace(TimeProvider time)
{
    readonly Queue<DateTime> _lastMinute = new();
    readonly Lock _gate = new();
    Condition _condition = Condition.Good;
    DateTime? _heldUntil;

    public int? ConcurrentLimit { get; set; }
    public int? RequestsPerMinute { get; set; }
    public bool IsEnabled { get; set; } = true;
    public int Running { get; private set; }

    public DateTime? PausedUntil
    {
        get
        {
            lock (_gate) return _condition.PausedUntil > Now ? _condition.PausedUntil : null;
        }
    }

    /// <summary>Whether it failed several times in a row, and is only tried now and then.</summary>
    public bool IsDown
    {
        get
        {
            lock (_gate) return _condition.IsDown;
        }
    }

    DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>How many more may start now.</summary>
    public int Free(int usualConcurrency)
    {
        lock (_gate)
        {
            if (!IsEnabled || _condition.PausedUntil > Now || _heldUntil > Now) return 0;
            var free = (_condition.IsProbed(Now) ? 1 : ConcurrentLimit ?? usualConcurrency) - Running;
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
            if (_condition.PausedUntil > Now) return _condition.PausedUntil;
            if (_heldUntil > Now) return _heldUntil;
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

    /// <summary>How it has answered of late, as the database says.</summary>
    public void Set(Condition condition)
    {
        lock (_gate) _condition = condition;
    }

    /// <summary>The database says that there is no room before that moment.</summary>
    public void Hold(DateTime until)
    {
        lock (_gate) _heldUntil = until;
    }

    void Forget()
    {
        var before = Now.AddMinutes(-1);
        while (_lastMinute.TryPeek(out var oldest) && oldest <= before) _lastMinute.Dequeue();
    }
}
