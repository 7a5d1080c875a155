namespace ArtFactory.Engine.Production;

/// <summary>Wakes the line: at once, without a queue, and without losing a call that comes while it works.</summary>
public sealed class LineSignal : IDisposable
{
    readonly SemaphoreSlim _wake = new(0, 1);
    int _ordersChanged = 1;
    int _recover;

    /// <summary>Capacity was freed or time has passed: look again.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will wake anyway.
        }
        catch (ObjectDisposedException)
        {
            // The line is gone.
        }
    }

    /// <summary>Orders or items were written: read the queue anew.</summary>
    public void OrdersChanged()
    {
        Interlocked.Exchange(ref _ordersChanged, 1);
        Wake();
    }

    /// <summary>Items under way may have lost their holder: look for them.</summary>
    internal void Recover()
    {
        Interlocked.Exchange(ref _recover, 1);
        OrdersChanged();
    }

    internal bool TakeRecover() => Interlocked.Exchange(ref _recover, 0) == 1;

    /// <summary>Whether orders changed since the last call.</summary>
    internal bool TakeOrdersChanged() => Interlocked.Exchange(ref _ordersChanged, 0) == 1;

    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _wake.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _wake.Dispose();
}
