using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Ledger;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production.Recovery;

sealed class AttemptLedger(
    IDbContextFactory<FactoryContext> contexts, AttemptReconciliation reconciliation, Workbench bench, LineSignal signal) : IAttemptLedger
{
    const int MostListed = 500;

    public async Task<IReadOnlyList<UnknownAttempt>> UnknownAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.GenerationAttempts.Where(a => a.State == AttemptState.Unknown && a.EndedAt == null).OrderBy(a => a.Id).Take(MostListed)
            .Select(a => new
            {
                Attempt = a, Sequence = (int?)a.OrderItem!.SequenceNumber, Parameters = a.OrderItem.GenerationParameterSet,
            }).AsNoTracking().ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new UnknownAttempt(r.Attempt.Id, r.Attempt.OrderItemId, r.Attempt.OrderId, r.Sequence ?? 0, r.Attempt.Provider,
            r.Attempt.Model, r.Parameters?.Text("prompt") ?? "", r.Attempt.PriceCeiling, r.Attempt.ErrorMessage, r.Attempt.ReservedAt, r.Attempt.ProviderRequestId,
            r.Attempt.ProviderSays, r.Attempt.AskedCount, r.Attempt.AskAfter));
    }

    public async Task<string> AskAsync(Guid attemptId, CancellationToken cancellationToken = default)
    {
        var said = await reconciliation.AskNowAsync(attemptId, cancellationToken) ?? throw Known();
        signal.Recover();
        Tell();
        return said;
    }

    public async Task FollowAsync(Guid attemptId, string requestId, CancellationToken cancellationToken = default)
    {
        var id = requestId.Trim();
        if (id.Length is 0 or > GenerationAttempt.LongestRequestId) throw new InvalidInputException("request_id", "Give the id under which the provider lists the request.");
        await bench.Ledger.WriteAsync(session =>
        {
            if (session.Attempts.Unknown(attemptId) is not { Item: { } item } attempt) throw Known();
            if (session.Attempts.IsOthers(attemptId, attempt.Provider, id))
                throw new InvalidInputException("request_id", $"The request {id} belongs to another attempt, which is followed already.");
            session.Attempts.Submit(attemptId, id, null);
            session.Logs.Info(item, $"A person gave the provider's id of the request, {id}: it is followed.");
        });
        signal.Recover();
        Tell();
    }

    public async Task ResolveAsync(Guid attemptId, AttemptResolution resolution, CancellationToken cancellationToken = default)
    {
        await bench.Ledger.WriteAsync(session =>
        {
            var attempt = session.Attempts.Unknown(attemptId) ?? throw Known();
            decimal? cost = resolution == AttemptResolution.Charged ? null : 0;
            session.Attempts.End(new(attemptId, "failed", cost, ErrorCode: "unknown", Resolution: resolution.ToString()));
            if (attempt.Item is { } item) EndItem(session, attempt, item, resolution);
        });
        signal.OrdersChanged();
        Tell();
    }

    void EndItem(LedgerSession session, UnknownRow attempt, Guid item, AttemptResolution resolution)
    {
        if (!session.Items.Adopt(item, attempt.LeaseOwner, bench.Owner, session.Now)) return;
        if (attempt.IsCancelled) session.Items.Cancel(item, bench.Owner);
        else if (resolution == AttemptResolution.TryAgain) session.Items.GiveBack(item, bench.Owner);
        else session.Items.Fail(item, bench.Owner, "The request's end stayed unknown; a person gave the item up.", "unknown", null);
        session.Touch(attempt.Order);
        session.Logs.Info(item, $"A person decided about the unknown attempt: {resolution}.");
    }

    static InvalidInputException Known() => new("attempt", "The attempt's end is known meanwhile. Load the page again.");

    void Tell() => bench.Feed.Publish(new(Live.ChangeKind.Item, Guid.Empty));
}
