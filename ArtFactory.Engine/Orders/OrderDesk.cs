using ArtFactory.Engine.Live;
using ArtFactory.Engine.Orders.Placing;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Engine.Orders;

sealed class OrderDesk(
    OrderPlanner planner, OrderPlacement placement, OrderRequests requests, ILookupShelf lookups, LedgerWriter ledger, RunningItems running,
    IBudgets budgets, LineSignal signal, IChangeFeed feed) : IOrderDesk
{
    /// <summary>Rows a transaction steers: so few that nobody waits noticeably behind it.</summary>
    const int Chunk = 500;

    public async Task<Quote> QuoteAsync(OrderRequest request, int samples = 4, CancellationToken cancellationToken = default)
    {
        var quote = (await planner.PlanAsync(request, cancellationToken)).ToQuote(samples);
        return quote.Cost > 0 ? BudgetNotes.AddTo(quote, await budgets.OverAsync(request.Provider, request.ProjectId, cancellationToken)) : quote;
    }

    public async Task<Guid> PlaceAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        var recorded = new RecordedLookups(await lookups.SourceAsync(cancellationToken));
        var plan = await planner.PlanAsync(request, recorded, cancellationToken);
        if (!plan.CanPlace) throw new InvalidOrderException(plan.Diagnostics);
        return await placement.PlaceAsync(plan, recorded);
    }

    public async Task CancelAsync(Guid orderId, CancellationToken cancellationToken = default)
    {
        if (!await ledger.WriteAsync(session => session.Steering.Cancel(orderId))) return;
        running.CancelOrder(orderId);
        while (await ledger.WriteAsync(session => session.Steering.CancelPending(orderId, Chunk)) == Chunk) cancellationToken.ThrowIfCancellationRequested();
        Tell(orderId);
    }

    public Task PauseAsync(Guid orderId, CancellationToken cancellationToken = default) => SteerAsync(orderId, session => session.Steering.Pause(orderId));

    public Task ResumeAsync(Guid orderId, CancellationToken cancellationToken = default) => SteerAsync(orderId, session => session.Steering.Resume(orderId));

    public async Task<int> RetryAsync(Guid orderId, IReadOnlyCollection<Guid>? itemIds = null, CancellationToken cancellationToken = default)
    {
        var retried = 0;
        if (itemIds is null)
        {
            int some;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                some = await ledger.WriteAsync(session => session.Steering.RetryFailed(orderId, Chunk));
                retried += some;
            }
            while (some == Chunk);
        }
        else
        {
            foreach (var chunk in itemIds.Chunk(Chunk)) retried += await ledger.WriteAsync(session => session.Steering.RetryItems(orderId, chunk));
        }

        Tell(orderId);
        return retried;
    }

    public async Task<int> CancelItemsAsync(Guid orderId, IReadOnlyCollection<Guid> itemIds, CancellationToken cancellationToken = default)
    {
        var cancelled = 0;
        foreach (var chunk in itemIds.Chunk(Chunk))
            cancelled += await ledger.WriteAsync(session => chunk.Count(item => session.Steering.CancelItem(orderId, item)));
        cancelled += running.Cancel(itemIds);
        Tell(orderId);
        return cancelled;
    }

    public Task<OrderRequest?> RequestOfAsync(Guid orderId, CancellationToken cancellationToken = default) => requests.FindAsync(orderId, cancellationToken);

    async Task SteerAsync(Guid orderId, Action<LedgerSession> act)
    {
        await ledger.WriteAsync(act);
        Tell(orderId);
    }

    void Tell(Guid orderId)
    {
        signal.OrdersChanged();
        feed.Publish(new(ChangeKind.Order, orderId, orderId));
        feed.Publish(new(ChangeKind.Item, Guid.Empty, orderId));
    }
}
