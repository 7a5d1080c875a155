namespace ArtFactory.Engine.Orders;

/// <summary>Quotes, places and steers orders.</summary>
public interface IOrderDesk
{
    /// <summary>What the order would make and cost; bad input comes back as diagnostics, never as an exception.</summary>
    Task<Quote> QuoteAsync(OrderRequest request, int samples = 4, CancellationToken cancellationToken = default);

    /// <summary>Validates, quotes, checks the budget and inserts the order; the items follow in the background.</summary>
    /// <exception cref="InvalidOrderException">The request cannot be placed; it carries the diagnostics.</exception>
    Task<Guid> PlaceAsync(OrderRequest request, CancellationToken cancellationToken = default);

    /// <summary>Nothing new is submitted; what runs is cancelled at the provider where that is possible.</summary>
    Task CancelAsync(Guid orderId, CancellationToken cancellationToken = default);
    Task PauseAsync(Guid orderId, CancellationToken cancellationToken = default);
    Task ResumeAsync(Guid orderId, CancellationToken cancellationToken = default);

    /// <summary>Puts failed items back in the queue; all of the order's when <paramref name="itemIds"/> is null. Answers how many.</summary>
    Task<int> RetryAsync(Guid orderId, IReadOnlyCollection<Guid>? itemIds = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels single items that are not done. Answers how many.</summary>
    Task<int> CancelItemsAsync(Guid orderId, IReadOnlyCollection<Guid> itemIds, CancellationToken cancellationToken = default);

    /// <summary>The request that made the order, to edit and place again; null if there is no such order.</summary>
    Task<OrderRequest?> RequestOfAsync(Guid orderId, CancellationToken cancellationToken = default);
}
