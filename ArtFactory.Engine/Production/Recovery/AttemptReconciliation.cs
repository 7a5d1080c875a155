using System.Globalization;
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
    LostItems lost, AdapterShelf adapters, IProviderCatalog catalog, ConnectionFingerprints fingerprints, SettlingTimes settlingTimes, Workbench bench, LineSignal signal,
    ILogger<AttemptReconciliation> logger) : IScheduledWork
{
    static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    /// <summary>A result is kept for an hour only: a request that was accepted is asked about at least this often.</summary>
    static readonly TimeSpan LongestPauseWithId = TimeSpan.FromMinutes(5);

    const string NotListed = "It does not list the request. It is asked once more, in case the request is still on its way.";
    const string TakenByOthers = "The request it names is that of another attempt; it is asked once more.";

    public const string KindName = "reconcile-attempts";

    public string Kind => KindName;
    public string Title => "Ask providers about attempts of unknown end";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("*/1 * * * *");

    public async ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => (await DueAsync(cancellationToken)).Count > 0;

    public async ValueTask<string?> IdleReasonAsync(CancellationToken cancellationToken)
    {
        var unknown = await UnknownAsync(cancellationToken);
        if (unknown.Count == 0) return "The end of every attempt is known.";
        return unknown.Exists(i => !(i.AskAfter > bench.Now)) ? null
            : string.Create(CultureInfo.InvariantCulture, $"Each was asked about lately; the next one's turn is at {unknown.Min(i => i.AskAfter):HH:mm} UTC.");
    }

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
            return item.RequestId is { } id ? await FollowedUpAsync(adapter, item, id, cancellationToken) : await LookedForAsync(adapter, item, claimed, view, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "{Provider} could not be asked about attempt {Attempt}", item.Provider, item.AttemptId);
            return new Reconciliation.Undetermined($"It could not be asked: {e.Message}");
        }
    }

    /// <summary>It was accepted under that id: the id is asked about, and no list can say that it never was.</summary>
    static async Task<Reconciliation> FollowedUpAsync(IProviderAdapter adapter, LostItem item, string id, CancellationToken cancellationToken)
    {
        var answer = await adapter.LookUpAsync(new(item.AttemptId!.Value, item.Model, id, item.Response, item.SubmittedAt ?? item.ReservedAt), cancellationToken);
        return answer switch
        {
            ProviderAnswer.Accepted => new Reconciliation.Undetermined($"The request {id} is still being made there."),
            ProviderAnswer.Ambiguous doubt => new Reconciliation.Undetermined(doubt.Message),

            // It is the question that was refused: the line would learn no more.
            ProviderAnswer.Rejected { Class: ProviderErrorClass.RateLimited or ProviderErrorClass.Authentication or ProviderErrorClass.Payment } refused =>
                new Reconciliation.Undetermined($"The request {id} was accepted, but the provider does not say what became of it: {refused.Message}"),
            _ => new Reconciliation.Found(id, item.Response),
        };
    }

    async Task<Reconciliation> LookedForAsync(IProviderAdapter adapter, LostItem item, ClaimedItem claimed, ModelView? view, CancellationToken cancellationToken)
    {
        var answer = await adapter.FindByAttemptAsync(new()
        {
            AttemptId = claimed.AttemptId, ItemId = item.ItemId, Model = item.Model, Modality = item.Modality, Version = view?.Version,
            Parameters = SentParameters.Of(view?.Schema, ActualParameters.Of(claimed)),
        }, item.ReservedAt, cancellationToken);
        if (answer is not Reconciliation.NeverAccepted) return answer;

        // What was sent is made anew from the model as it is now. When that has changed, nothing like it at the provider proves nothing.
        if (view is null || view.ChangedAt > item.ReservedAt)
            return new Reconciliation.Undetermined("It lists no such request; but the model was changed since, so what was sent cannot be told for certain. Look for it at the provider.");

        return await IsAnsweredByAnotherAsync(item, cancellationToken)
            ? new Reconciliation.Undetermined("It lists no such request; but the provider's key or address was changed since, so another account may have answered. Look for it at the provider.")
            : answer;
    }

    /// <summary>
    /// With another key another account answers, and at another address another server. Of an attempt that does not say under which it was
    /// sent, any change of the provider counts as one.
    /// </summary>
    async Task<bool> IsAnsweredByAnotherAsync(LostItem item, CancellationToken cancellationToken)
    {
        if (item.ConnectionFingerprint is { } sent) return await fingerprints.OfAsync(item.Provider, cancellationToken) != sent;
        var provider = (await catalog.ProvidersAsync(cancellationToken)).FirstOrDefault(p => string.Equals(p.Id, item.Provider, StringComparison.OrdinalIgnoreCase));
        return provider?.ChangedAt > item.ReservedAt;
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
            case Reconciliation.Found:
                return NotThere(session, item, claimed, TakenByOthers);
            case Reconciliation.NeverAccepted:
                return NotThere(session, item, claimed, NotListed);
            default:
                var says = ((Reconciliation.Undetermined)answer).Reason;
                var pause = FirstPause * Math.Pow(2, Math.Min(item.AskedCount, 10));
                var longest = item.RequestId is null ? LongestPause : LongestPauseWithId;
                session.Attempts.Asked(claimed.AttemptId, says, session.Now + (pause < longest ? pause : longest));
                return says;
        }
    });

    /// <summary>
    /// The provider does not have it. As nobody knows how long the request was on its way, that settles it only when it is said a second
    /// time, the settling time after the first; a person who asks in between does not shorten that.
    /// </summary>
    string NotThere(LedgerSession session, LostItem item, ClaimedItem claimed, string says)
    {
        var settling = settlingTimes.Of(item.Provider);
        var wasSaid = session.Attempts.Unknown(claimed.AttemptId)?.ProviderSays is NotListed or TakenByOthers;
        var isSettled = wasSaid ? settling == TimeSpan.Zero || !(item.AskAfter > session.Now) : settling == TimeSpan.Zero && says == NotListed;
        if (isSettled && item.RequestId is null)
        {
            PutBack(session, item, claimed);
            return "It never accepted the request: the item is made anew.";
        }

        session.Attempts.Asked(claimed.AttemptId, says, wasSaid && item.AskAfter > session.Now ? item.AskAfter.Value : session.Now + (settling > TimeSpan.Zero ? settling : FirstPause));
        return says;
    }

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
