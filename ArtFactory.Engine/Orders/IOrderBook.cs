using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Orders;

/// <summary>Reads orders and their items.</summary>
public interface IOrderBook
{
    /// <summary>Newest first, before <paramref name="before"/> (exclusive).</summary>
    Task<IReadOnlyList<OrderSummary>> ListAsync(OrderFilter filter, Guid? before = null, int take = 50, CancellationToken cancellationToken = default);
    Task<OrderDetail?> FindAsync(Guid orderId, CancellationToken cancellationToken = default);

    /// <summary>Items by sequence, after <paramref name="afterSequence"/> (exclusive).</summary>
    Task<IReadOnlyList<ItemView>> ItemsAsync(Guid orderId, OrderItemStatus? status = null, int afterSequence = 0, int take = 100, CancellationToken cancellationToken = default);

    /// <summary>Log lines of the order's items, newest first, before <paramref name="before"/> (exclusive).</summary>
    Task<IReadOnlyList<Production.LogLine>> LogAsync(Guid orderId, Guid? before = null, int take = 200, CancellationToken cancellationToken = default);
}
