using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>The ways an item's run ends, each one transaction: attempt, money, item, products and log together.</summary>
sealed class ItemEndings(ClaimedItem item, IProviderAdapter adapter, Workbench bench, LineRules rules)
{
    string Owner => bench.Owner;

    public async Task AcceptedAsync(SubmittedRequest submitted, ParameterSet actual)
    {
        await bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.Submit(item.AttemptId, submitted.RequestId, submitted.Details);
            session.Items.Accept(item.ItemId, Owner, submitted.RequestId, actual);
        });
        Tell();
    }

    public async Task<ItemOutcome> CompletedAsync(
        ProviderAnswer.Completed completed, ParameterSet actual, IReadOnlyList<NewProduct> products, TimeSpan made, TimeSpan all)
    {
        var cost = completed.Cost ?? item.Ceiling;
        await bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(item.AttemptId, item.Order.Id, "succeeded", item.Ceiling, cost, RequestId: completed.RequestId));
            if (!session.Items.Complete(item.ItemId, Owner, actual, completed.Returned, completed.RequestId)) return;
            foreach (var product in products) session.Products.Insert(item.Order.Id, item.ItemId, product);
            session.Logs.Info(item.ItemId, products.Count == 1 ? "Made one product." : $"Made {products.Count} products.", string.Create(CultureInfo.InvariantCulture,
                $$"""{"provider_ms":{{made.TotalMilliseconds:0}},"total_ms":{{all.TotalMilliseconds:0}},"cost":{{cost}}}"""));
            foreach (var product in products.Where(p => p.DeriveError is not null)) session.Logs.Warning(item.ItemId, $"No thumbnails: {product.DeriveError}");
            session.Touch(item.Order.Id);
        });
        foreach (var product in products) bench.Feed.Publish(new(ChangeKind.Product, product.Id, item.Order.Id, item.Order.ProjectId));
        Tell();
        return ItemOutcome.Plain;
    }

    public async Task<ItemOutcome> RejectedAsync(ProviderAnswer.Rejected rejected, ParameterSet actual)
    {
        var code = CodeOf(rejected.Class);
        switch (rejected.Class)
        {
            case ProviderErrorClass.RateLimited:
                var rest = rejected.RetryAfter ?? rules.PauseBefore(0);
                await EndAsync(rejected, code, session =>
                {
                    session.Items.Retry(item.ItemId, Owner, rejected.Message, code, session.Now + rest, counts: false);
                    session.Logs.Warning(item.ItemId, $"The provider asks for a rest of {rest.TotalSeconds:0.#} s: {rejected.Message}");
                });
                return new(true, rest);
            case ProviderErrorClass.Transient when item.RetryCount < rules.MostRetries:
                var pause = Max(rejected.RetryAfter ?? TimeSpan.Zero, rules.PauseBefore(item.RetryCount));
                await EndAsync(rejected, code, session =>
                {
                    session.Items.Retry(item.ItemId, Owner, rejected.Message, code, session.Now + pause, counts: true);
                    session.Logs.Warning(item.ItemId, $"Tried again in {pause.TotalSeconds:0.#} s (retry {item.RetryCount + 1} of {rules.MostRetries}): {rejected.Message}");
                });
                return ItemOutcome.Back;
            default:
                await EndAsync(rejected, code, session =>
                {
                    Fail(session, rejected.Message, code, actual);

                    // The rest of the order would only fail the same way.
                    if (rejected.Class is ProviderErrorClass.Payment or ProviderErrorClass.Authentication)
                        session.Orders.Pause(item.Order.Id, $"Paused: {rejected.Message}");
                });
                return ItemOutcome.Plain;
        }
    }

    /// <summary>What is safe to repeat is tried again like any failure that passes; anything else waits for reconciliation.</summary>
    public async Task<ItemOutcome> AmbiguousAsync(string message)
    {
        if (adapter.SafeToRepeat) return await RejectedAsync(new(ProviderErrorClass.Transient, message), ActualParameters.Of(item));
        await bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.MarkUnknown(item.AttemptId, message);
            session.Items.Hold(item.ItemId, Owner, $"{message} Whether it was charged is being found out.");
            session.Logs.Warning(item.ItemId, $"The attempt's end is unknown: {message}");
        });
        Tell();
        return ItemOutcome.Plain;
    }

    /// <summary>Made and paid, but not to be had: trying again would pay twice, unless the provider is free.</summary>
    public async Task<ItemOutcome> NotFetchedAsync(ProviderAnswer.Completed completed, ParameterSet actual, string message, bool mayPass)
    {
        if (adapter.SafeToRepeat)
            return await RejectedAsync(new(mayPass ? ProviderErrorClass.Transient : ProviderErrorClass.Lost, message), actual);
        await bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(item.AttemptId, item.Order.Id, "succeeded", item.Ceiling, completed.Cost ?? item.Ceiling, "lost", message, completed.RequestId));
            Fail(session, $"It was made, but could not be fetched: {message}", "lost", actual);
        });
        Tell();
        return ItemOutcome.Plain;
    }

    public async Task<ItemOutcome> StoppedAsync(StopReason reason, bool submitted)
    {
        await bench.Ledger.WriteAsync(session =>
        {
            if (reason == StopReason.Cancelled)
            {
                session.Attempts.End(new(item.AttemptId, item.Order.Id, "cancelled", item.Ceiling, 0));
                if (session.Items.Cancel(item.ItemId, Owner)) session.Touch(item.Order.Id);
                session.Logs.Info(item.ItemId, "Cancelled while it was under way.");
            }
            else if (submitted)
            {
                // The provider works on: who starts next follows the request.
                session.Items.Release(item.ItemId, Owner);
            }
            else
            {
                session.Attempts.End(new(item.AttemptId, item.Order.Id, "cancelled", item.Ceiling, 0, "stopped", "The program was stopped before the request was sent."));
                session.Items.GiveBack(item.ItemId, Owner);
            }
        });
        Tell();
        return ItemOutcome.Plain;
    }

    static string CodeOf(ProviderErrorClass kind) => kind == ProviderErrorClass.RateLimited ? "rate_limited" : kind.ToString().ToLowerInvariant();

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    void Fail(LedgerSession session, string message, string code, ParameterSet actual)
    {
        session.Items.Fail(item.ItemId, Owner, message, code, actual);
        session.Logs.Error(item.ItemId, message);
        session.Touch(item.Order.Id);
    }

    async Task EndAsync(ProviderAnswer.Rejected rejected, string code, Action<LedgerSession> rest)
    {
        await bench.Ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(item.AttemptId, item.Order.Id, "failed", item.Ceiling, rejected.Cost ?? 0, code, rejected.Message));
            rest(session);
        });
        Tell();
    }

    void Tell()
    {
        bench.Feed.Publish(new(ChangeKind.Item, item.ItemId, item.Order.Id, item.Order.ProjectId));
        bench.Feed.Publish(new(ChangeKind.Order, item.Order.Id, item.Order.Id, item.Order.ProjectId));
    }
}
