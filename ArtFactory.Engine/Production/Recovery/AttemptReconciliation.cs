using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Recovery;

/// <summary>
/// Asks the providers about attempts whose end nobody saw, with growing pauses. What a provider cannot tell stays for a person to decide.
/// </summary>
sealed class AttemptReconciliation(
    LostItems lost, AdapterShelf adapters, IProviderCatalog catalog, Workbench bench, LineSignal signal, ILogger<AttemptReconciliation> logger) : IScheduledWork
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    public const string KindName = "reconcile-attempts";

    public string Kind => KindName;
    public string Title => "Ask providers about attempts of unknown end";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("*/1 * * * *");

    public async ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => (await DueAsync(cancellationToken)).Count > 0;

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var unknown = await DueAsync(cancellationToken);
        for (var done = 0; done < unknown.Count; done++)
        {
            await AskAsync(unknown[done], cancellationToken);
            await job.ReportAsync(done + 1, unknown.Count);
        }

        signal.Recover();
    }

    /// <summary>Asks about one attempt at once; null when its end is known meanwhile.</summary>
    public async Task<string?> AskNowAsync(Guid attempt, CancellationToken cancellationToken) =>
        (await UnknownAsync(cancellationToken)).Find(i => i.AttemptId == attempt) is { } item ? await AskAsync(item, cancellationToken) : null;

    async Task<List<LostItem>> DueAsync(CancellationToken cancellationToken)
    {
        var unknown = await UnknownAsync(cancellationToken);
        return unknown.FindAll(i => !(i.AskAfter > bench.Now));
    }

    async Task<List<LostItem>> UnknownAsync(CancellationToken cancellationToken) =>
        [.. (await lost.FindAsync(all: false, cancellationToken)).Where(i => i.AttemptState == AttemptState.Unknown)];

    async Task<string> AskAsync(LostItem item, CancellationToken cancellationToken)
    {
        var view = await catalog.FindAsync(item.Provider, item.Model, cancellationToken);
        var claimed = LineRecovery.Held(item, view, item.AttemptId!.Value);
        return await ApplyAsync(item, claimed, await AnswerAsync(item, claimed, view, cancellationToken));
    }

    async Task<Reconciliation> AnswerAsync(LostItem item, ClaimedItem claimed, ModelView? view, CancellationToken cancellationToken)
    {
        if (adapters.Find(item.Provider) is not { } adapter) return new Reconciliation.Undetermined("This program has no way to that provider.");
        try
        {
            var answer = await adapter.FindByAttemptAsync(new()
            {
                AttemptId = claimed.AttemptId, ItemId = item.ItemId, Model = item.Model, Modality = item.Modality, Version = view?.Version,
                Parameters = SentParameters.Of(view?.Schema, ActualParameters.Of(claimed)),
            }, item.ReservedAt, cancellationToken);

            // What was sent is made anew from the model as it is now. When that has changed, nothing like it at the provider proves nothing.
            return answer is Reconciliation.NeverAccepted && (view is null || view.ChangedAt > item.ReservedAt)
                ? new Reconciliation.Undetermined("It lists no such request; but the model was changed since, so what was sent cannot be told for certain. Look for it at the provider.")
                : answer;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "{Provider} could not be asked about attempt {Attempt}", item.Provider, item.AttemptId);
            return new Reconciliation.Undetermined($"It could not be asked: {e.Message}");
        }
    }

    Task<string> ApplyAsync(LostItem item, ClaimedItem claimed, Reconciliation answer) => bench.Ledger.WriteAsync(session =>
    {
        switch (answer)
        {
            // The line finds an accepted request that nobody holds, and follows it.
            case Reconciliation.Found found when FirstFree(session, claimed, found) is { } free:
                if (session.Attempts.Submit(claimed.AttemptId, free.RequestId, free.Details))
                    session.Logs.Info(item.ItemId, "The provider knows the attempt: it is followed.");
                return "It knows the request: it is followed.";
            // All it lists belong to other attempts. Asked once more in case one was still on its way, that settles it.
            case Reconciliation.Found when item.AskedCount > 0:
            case Reconciliation.NeverAccepted:
                PutBack(session, item, claimed);
                return "It never accepted the request: the item is made anew.";
            default:
                var says = answer is Reconciliation.Undetermined undetermined
                    ? undetermined.Reason
                    : "The request it names is that of another attempt; it is asked once more.";
                var pause = FirstPause * Math.Pow(2, Math.Min(item.AskedCount, 10));
                session.Attempts.Asked(claimed.AttemptId, says, session.Now + (pause < LongestPause ? pause : LongestPause));
                return says;
        }
    });

    /// <summary>Equal requests look alike at the provider: each attempt takes one that no other has.</summary>
    static Reconciliation.Found? FirstFree(LedgerSession session, ClaimedItem claimed, Reconciliation.Found found) =>
        found.Alternatives.Prepend(found).FirstOrDefault(one => !session.Attempts.IsOthers(claimed.AttemptId, claimed.Order.Provider, one.RequestId));

    void PutBack(LedgerSession session, LostItem item, ClaimedItem claimed)
    {
        if (!session.Attempts.End(new(claimed.AttemptId, "failed", 0, ErrorCode: "never_accepted", ErrorMessage: "The provider never accepted the request.", Resolution: "reconciled"))) return;
        if (!session.Items.Adopt(item.ItemId, item.FormerOwner, bench.Owner, session.Now)) return;
        if (item.IsCancelled) session.Items.Cancel(item.ItemId, bench.Owner);
        else session.Items.GiveBack(item.ItemId, bench.Owner);
        session.Touch(item.OrderId);
        session.Logs.Info(item.ItemId, "The provider never accepted the attempt: the item is made anew.");
    }
}
