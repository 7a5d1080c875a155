using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production.Recovery;

sealed class AttemptLedger(IDbContextFactory<FactoryContext> contexts, LostItems lost, Workbench bench, LineSignal signal) : IAttemptLedger
{
    public async Task<IReadOnlyList<UnknownAttempt>> UnknownAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.GenerationAttempts.Where(a => a.State == AttemptState.Unknown).OrderBy(a => a.Id)
            .Select(a => new UnknownAttempt(a.Id, a.OrderItemId, a.OrderItem!.OrderId, a.OrderItem.SequenceNumber, a.Provider, a.PriceCeiling, a.ErrorMessage, a.ReservedAt))
            .ToListAsync(cancellationToken);
    }

    public async Task ResolveAsync(Guid attemptId, AttemptResolution resolution, CancellationToken cancellationToken = default)
    {
        var item = (await lost.FindAsync(bench.Owner, all: false, cancellationToken)).FirstOrDefault(i => i.AttemptId == attemptId && i.AttemptState == AttemptState.Unknown)
            ?? throw new InvalidInputException("attempt", "The attempt's end is known meanwhile. Load the page again.");
        await bench.Ledger.WriteAsync(session => Resolve(session, item, resolution));
        signal.OrdersChanged();
        bench.Feed.Publish(new(Live.ChangeKind.Item, item.ItemId, item.OrderId, item.ProjectId));
    }

    void Resolve(LedgerSession session, LostItem item, AttemptResolution resolution)
    {
        var cost = resolution == AttemptResolution.Charged ? item.Ceiling : 0;
        if (!session.Attempts.End(new(item.AttemptId!.Value, item.OrderId, "failed", item.Ceiling, cost, "unknown", Resolution: resolution.ToString()))) return;
        if (!session.Items.Adopt(item.ItemId, item.FormerOwner, bench.Owner, session.Now)) return;
        if (resolution == AttemptResolution.TryAgain && !item.IsCancelled) session.Items.GiveBack(item.ItemId, bench.Owner);
        else if (item.IsCancelled) session.Items.Cancel(item.ItemId, bench.Owner);
        else session.Items.Fail(item.ItemId, bench.Owner, "The request's end stayed unknown; a person gave the item up.", "unknown", null);
        session.Touch(item.OrderId);
        session.Logs.Info(item.ItemId, $"A person decided about the unknown attempt: {resolution}.");
    }
}
