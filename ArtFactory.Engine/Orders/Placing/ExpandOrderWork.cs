using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Ledger;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>
/// Streams the rest of a large order into the queue, in short transactions. It goes on after the last item that was written, from
/// the lookups and caps of the moment of placing: however often it is interrupted, the items are the same.
/// </summary>
sealed class ExpandOrderWork(
    LedgerWriter ledger, OrderRequests requests, OrderPlanner planner, LineSignal signal, IChangeFeed feed, IOptions<LineOptions> options) : ILongWork
{
    public const string KindName = "expand-order";

    public string Kind => KindName;

    public static ParameterSet Arguments(OrderPlan plan, RecordedLookups lookups) => new(
    [
        new("batch_cap", JsonSerializer.SerializeToElement(plan.Caps.Batch)),
        new("order_cap", JsonSerializer.SerializeToElement(plan.Caps.Order)),
        new("only_new", JsonSerializer.SerializeToElement(plan.Request.OnlyNew)),
        new("made_before", JsonSerializer.SerializeToElement(plan.MadeBefore)),
        new("lookups", lookups.ToJson()),
    ]);

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var orderId = job.SubjectId ?? throw new InvalidOperationException("The job names no order.");
        if (await requests.FindAsync(orderId, cancellationToken) is not { } request) return;
        var then = job.Arguments;
        var caps = new ExpansionCaps(then["batch_cap"].GetInt32(), then["order_cap"].GetInt32());
        var before = then.TryGetValue("made_before", out var moment) ? moment.GetDateTime() : DateTime.MaxValue;
        var plan = await planner.PlanAsync(request with { OnlyNew = then["only_new"].GetBoolean() }, caps, RecordedLookups.FromJson(then["lookups"]), before, cancellationToken);

        // With items left out, the last one written says only from where on to look again.
        var written = await ledger.WriteAsync(session => session.Placements.LastSequence(orderId));
        foreach (var batch in PlannedItems.Of(plan, written).Chunk(options.Value.ExpansionBatch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            FailPoints.Hit(FailPoints.InExpansion);
            var goesOn = await ledger.WriteAsync(session =>
            {
                job.Guard(session);
                if (!session.Placements.TakesItems(orderId)) return false;
                session.Placements.Insert(orderId, batch);
                session.Jobs.Report(job.Id, batch[^1].Sequence, plan.Items);
                return true;
            });
            if (!goesOn) return;
            Tell(orderId);
        }

        await ledger.WriteAsync(session =>
        {
            job.Guard(session);
            session.Placements.Expanded(orderId);
        });
        Tell(orderId);
    }

    void Tell(Guid orderId)
    {
        signal.OrdersChanged();
        feed.Publish(new(ChangeKind.Order, orderId, orderId));
    }
}
