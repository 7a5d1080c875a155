using ArtFactory.Data.Orders;
using ArtFactory.Engine.Live;

namespace ArtFactory.Engine.Orders;

/// <summary>Waits for an order's end, whichever process works on it.</summary>
public sealed class OrderFollower(IOrderBook book, IChangeFeed feed)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Answers the order when its last item has ended, calling back whenever it is read on the way; null if there is no such order.
    /// A paused order is waited for until it is resumed and done; look at <see cref="OrderSummary.Paused"/> in the callback to stop.
    /// </summary>
    public async Task<OrderDetail?> UntilEndedAsync(Guid orderId, Action<OrderSummary>? onProgress = null, CancellationToken cancellationToken = default)
    {
        using var changed = new SemaphoreSlim(0, 1);
        using var subscription = feed.Subscribe(_ =>
        {
            if (changed.CurrentCount == 0) changed.Release();
            return Task.CompletedTask;
        }, change => change.Kind == ChangeKind.Order && change.ConcernsOrder(orderId), TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await book.FindAsync(orderId, cancellationToken) is not { } order) return null;
            onProgress?.Invoke(order.Summary);
            if (HasEnded(order.Summary) || order.DeletedAt is not null) return order;

            // Another process tells nothing through this feed: look again soon in any case.
            await changed.WaitAsync(Look, cancellationToken);
        }
    }

    static bool HasEnded(OrderSummary order) => order.Status switch
    {
        OrderStatus.Fulfilled or OrderStatus.Failed => true,
        OrderStatus.Cancelled => order.CompletedAt is not null || order.Items == 0,
        _ => false,
    };
}
