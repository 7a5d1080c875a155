namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Remembers deliveries for as long as one that is repeated could still be taken for fresh.</summary>
sealed class SeenDeliveries(TimeProvider time)
{
    const int Most = 100_000;
    static readonly TimeSpan Kept = DeliveryAge.Tolerance * 3;
    readonly Lock _gate = new();
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    readonly Queue<(string Id, long At)> _order = new();

    /// <summary>True the first time.</summary>
    public bool IsNew(string providerId, string deliveryId)
    {
        var id = $"{providerId} {deliveryId}";
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (_order.Count >= Most || time.GetElapsedTime(oldest.At) > Kept))
            {
                _order.Dequeue();
                _ids.Remove(oldest.Id);
            }

            if (!_ids.Add(id)) return false;
            _order.Enqueue((id, time.GetTimestamp()));
            return true;
        }
    }
}
