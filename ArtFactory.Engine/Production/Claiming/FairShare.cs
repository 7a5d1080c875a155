namespace ArtFactory.Engine.Production.Claiming;

/// <summary>Who is served next: the highest priority first; within one, the order with the fewest items under way, then the oldest.</summary>
static class FairShare
{
    /// <summary>Shares out what is free, one item at a time, within each provider's limits.</summary>
    /// <param name="orders">Those that may have items.</param>
    /// <param name="free">How many may start over all.</param>
    /// <param name="freeAt">How many may start at a provider.</param>
    public static List<(QueuedOrder Order, int Count)> Pick(IEnumerable<QueuedOrder> orders, int free, Func<string, int> freeAt)
    {
        var waiting = new PriorityQueue<QueuedOrder, (int, int, Guid)>();
        var counts = new Dictionary<Guid, int>();
        var providers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            if (order.HasItems) waiting.Enqueue(order, (-order.Priority, order.Running, order.Id));
        }

        var picked = new List<QueuedOrder>();
        while (free > 0 && waiting.TryDequeue(out var order, out _))
        {
            if (!providers.TryGetValue(order.Provider, out var atProvider)) atProvider = freeAt(order.Provider);
            if (atProvider == 0) continue;
            providers[order.Provider] = atProvider - 1;
            free--;
            if (!counts.TryGetValue(order.Id, out var count)) picked.Add(order);
            counts[order.Id] = ++count;
            waiting.Enqueue(order, (-order.Priority, order.Running + count, order.Id));
        }

        return [.. picked.Select(o => (o, counts[o.Id]))];
    }
}
