using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Orders.Placing;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Engine.Orders;

sealed class OrderDesk(
    OrderPlanner planner, ToldPrices told, OrderPlacement placement, OrderRequests requests, ILookupShelf lookups, LedgerWriter ledger, RunningItems running,
    IBudgets budgets, LineSignal signal, IChangeFeed feed) : IOrderDesk
{
    /// <summary>Rows a transaction steers: so few that nobody waits noticeably behind it.</summary>
    const int Chunk = 500;

    public async Task<Quote> QuoteAsync(OrderRequest request, int samples = 4, CancellationToken cancellationToken = default)
    {
        var source = await lookups.SourceAsync(cancellationToken);
        var (plan, price) = await PricedAsync(await planner.PlanAsync(request, source, cancellationToken), source, cancellationToken);
        var quote = plan.ToQuote(samples);
        if (price is not null) quote = quote with { Cost = price.All, CostPerItem = price.Most, IsCostTold = true };
        return quote.Cost > 0 ? BudgetNotes.AddTo(quote, await budgets.OverAsync(request.Provider, request.ProjectId, cancellationToken)) : quote;
    }

    public async Task<Guid> PlaceAsync(OrderRequest request, CancellationToken cancellationToken = default)
    {
        var recorded = new RecordedLookups(await lookups.SourceAsync(cancellationToken));
        var (plan, _) = await PricedAsync(await planner.PlanAsync(request, recorded, cancellationToken), recorded, cancellationToken);
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

    /// <summary>Asks the provider what it costs; when that is more than what would be reserved, that is what is reserved.</summary>
    async Task<(OrderPlan Plan, ToldPrice? Price)> PricedAsync(OrderPlan plan, ILookupSource source, CancellationToken cancellationToken)
    {
        var price = await told.OfAsync(plan, cancellationToken);
        if (price is null || !(price.Most > (plan.Price.PerItem ?? -1))) return (plan, price);

        // The seed goes along, so that it is the same plan again.
        return (await planner.PlanAsync(plan.Request with { ItemCeiling = price.Most, Seed = plan.Seed }, source, cancellationToken), price);
    }

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
