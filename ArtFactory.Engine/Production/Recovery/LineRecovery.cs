using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production.Recovery;

/// <summary>
/// Takes up what a line that is gone left behind: what was never sent goes back to the queue, what was accepted is followed, and
/// what may have been paid waits until the provider or a person says so.
/// </summary>
sealed class LineRecovery(LostItems lost, Workbench bench, AdapterShelf adapters, IProviderCatalog catalog)
{
    /// <summary>Answers the items this process now holds and must follow; those of cancelled orders are marked to be stopped.</summary>
    public async Task<IReadOnlyList<(ClaimedItem Item, bool IsCancelled)>> RunAsync(bool all, TimeSpan lease, CancellationToken cancellationToken)
    {
        var found = await lost.FindAsync(all, cancellationToken);
        var toFollow = new List<(ClaimedItem, bool)>();
        foreach (var item in found)
        {
            var adapter = adapters.Find(item.Provider);
            if (item.AttemptState == AttemptState.Unknown) continue;
            if (item is { AttemptState: AttemptState.Submitted, RequestId: not null } && adapter is not null)
            {
                var view = await catalog.FindAsync(item.Provider, item.Model, cancellationToken);
                var held = await bench.Ledger.WriteAsync(s => s.Items.Adopt(item.ItemId, item.FormerOwner, bench.Owner, s.Now + lease, isDead: all));
                if (held) toFollow.Add((Followed(item, view), item.IsCancelled));
                continue;
            }

            var mayBePaid = item.AttemptState is AttemptState.Reserved or AttemptState.Submitted && adapter is not { SafeToRepeat: true };
            await bench.Ledger.WriteAsync(session => PutBack(session, item, mayBePaid, isDead: all));
            bench.Feed.Publish(new(Live.ChangeKind.Item, item.ItemId, item.OrderId, item.ProjectId));
        }

        return toFollow;
    }

    void PutBack(LedgerSession session, LostItem item, bool mayBePaid, bool isDead)
    {
        if (!session.Items.Adopt(item.ItemId, item.FormerOwner, bench.Owner, session.Now, isDead)) return;
        if (mayBePaid)
        {
            const string message = "The program ended while the request was being sent.";
            session.Attempts.MarkUnknown(item.AttemptId!.Value, message);
            session.Items.Hold(item.ItemId, bench.Owner, $"{message} Whether it was charged is being found out.");
            session.Logs.Warning(item.ItemId, $"The attempt's end is unknown: {message}");
            return;
        }

        if (item.AttemptState is AttemptState.Reserved or AttemptState.Submitted)
            session.Attempts.End(new(item.AttemptId!.Value, "failed", 0, ErrorCode: "interrupted", ErrorMessage: "The program ended while the item was made."));
        if (item.IsCancelled)
        {
            session.Items.Cancel(item.ItemId, bench.Owner);
            session.Touch(item.OrderId);
        }
        else
        {
            session.Items.GiveBack(item.ItemId, bench.Owner);
            session.Logs.Warning(item.ItemId, "Taken up again after the program had ended in the middle.");
        }
    }

    /// <summary>The item as this process would hold it.</summary>
    public static ClaimedItem Held(LostItem item, ModelView? view, Guid attempt) => new()
    {
        ItemId = item.ItemId,
        AttemptId = attempt,
        Sequence = item.Sequence,
        Parameters = item.Parameters,
        RetryCount = item.RetryCount,
        Ceiling = item.Ceiling,
        Order = new()
        {
            Id = item.OrderId, ProjectId = item.ProjectId, Provider = item.Provider, Model = item.Model, Modality = item.Modality, Priority = item.Priority,
            Seed = item.Seed, ModelView = view, IsPending = false, HasItems = false,
        },
    };

    static ClaimedItem Followed(LostItem item, ModelView? view) => Held(item, view, item.AttemptId!.Value) with
    {
        Submitted = new(item.AttemptId.Value, item.Model, item.RequestId!, item.Response, item.SubmittedAt ?? item.ReservedAt),
    };
}
