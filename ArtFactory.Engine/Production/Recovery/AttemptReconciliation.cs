using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production.Recovery;

/// <summary>Asks the providers about attempts whose end nobody saw. What a provider cannot tell stays for a person to decide.</summary>
sealed class AttemptReconciliation(
    LostItems lost, AdapterShelf adapters, IProviderCatalog catalog, Workbench bench, LineSignal signal, ILogger<AttemptReconciliation> logger) : IScheduledWork
{
    public string Kind => "reconcile-attempts";
    public string Title => "Ask providers about attempts of unknown end";

    public ValueTask<string> CronAsync(CancellationToken cancellationToken) => ValueTask.FromResult("*/5 * * * *");

    public async ValueTask<bool> IsNeededAsync(CancellationToken cancellationToken) => (await UnknownAsync(cancellationToken)).Count > 0;

    public async Task RunAsync(LongJob job, CancellationToken cancellationToken)
    {
        var unknown = await UnknownAsync(cancellationToken);
        for (var done = 0; done < unknown.Count; done++)
        {
            await AskAsync(unknown[done], cancellationToken);
            await job.ReportAsync(done + 1, unknown.Count);
        }

        signal.Recover();
    }

    async Task<List<LostItem>> UnknownAsync(CancellationToken cancellationToken) =>
        [.. (await lost.FindAsync(bench.Owner, all: false, cancellationToken)).Where(i => i.AttemptState == AttemptState.Unknown)];

    async Task AskAsync(LostItem item, CancellationToken cancellationToken)
    {
        if (adapters.Find(item.Provider) is not { } adapter) return;
        var view = await catalog.FindAsync(item.Provider, item.Model, cancellationToken);
        var claimed = LineRecovery.Held(item, view, item.AttemptId!.Value);
        var request = new GenerationRequest
        {
            AttemptId = claimed.AttemptId, ItemId = item.ItemId, Model = item.Model, Modality = item.Modality, Version = view?.Version,
            Parameters = SentParameters.Of(view?.Schema, ActualParameters.Of(claimed)),
        };
        Reconciliation answer;
        try
        {
            answer = await adapter.FindByAttemptAsync(request, item.ReservedAt, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "{Provider} could not be asked about attempt {Attempt}", item.Provider, item.AttemptId);
            return;
        }

        await ApplyAsync(item, claimed, answer);
    }

    Task ApplyAsync(LostItem item, ClaimedItem claimed, Reconciliation answer) => answer switch
    {
        // The line finds an accepted request that nobody holds, and follows it.
        Reconciliation.Found found => bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.Submit(claimed.AttemptId, found.RequestId, found.Details);
            session.Logs.Info(item.ItemId, "The provider knows the attempt: it is followed.");
        }),
        Reconciliation.NeverAccepted => bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(claimed.AttemptId, item.OrderId, "failed", item.Ceiling, 0, "never_accepted", "The provider never accepted the request.", Resolution: "reconciled"));
            if (!session.Items.Adopt(item.ItemId, item.FormerOwner, bench.Owner, session.Now)) return;
            if (item.IsCancelled) session.Items.Cancel(item.ItemId, bench.Owner);
            else session.Items.GiveBack(item.ItemId, bench.Owner);
            session.Touch(item.OrderId);
            session.Logs.Info(item.ItemId, "The provider never accepted the attempt: the item is made anew.");
        }),
        _ => Task.CompletedTask,
    };
}
