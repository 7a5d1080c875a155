using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>The ways an item's run ends, each one transaction: attempt, money, item, products and log together.</summary>
sealed class ItemEndings(ClaimedItem item, IProviderAdapter adapter, Workbench bench, LineRules rules, CancellationToken cutOff)
{
    static readonly TimeSpan FirstFetchPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestFetchPause = TimeSpan.FromMinutes(15);

    static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(1);
    const string StorageCode = "storage";

    readonly PatientLedger _ledger = new(bench, cutOff);

    string Owner => bench.Owner;

    public async Task AcceptedAsync(SubmittedRequest submitted, ParameterSet actual)
    {
        await _ledger.WriteAsync(session =>
        {
            session.Attempts.Submit(item.AttemptId, submitted.RequestId, submitted.Details);
            session.Items.Accept(item.ItemId, Owner, submitted.RequestId, actual);
        });
        Tell();
    }

    /// <summary>The provider has made it: its room there is free for another, of whatever process.</summary>
    public Task AnsweredAsync() => _ledger.WriteAsync(session => session.Attempts.Answer(item.AttemptId));

    public async Task<ItemOutcome> CompletedAsync(
        ProviderAnswer.Completed completed, ParameterSet actual, StoredOutputs home, TimeSpan made, TimeSpan all)
    {
        var products = home.Products;
        List<LogEntry> log =
        [
            LogEntry.Info(item.ItemId, products.Count == 1 ? "Made one product." : $"Made {products.Count} products.", string.Create(CultureInfo.InvariantCulture,
                $$"""{"provider_ms":{{made.TotalMilliseconds:0}},"total_ms":{{all.TotalMilliseconds:0}},"cost":{{completed.Cost ?? item.Ceiling}}}""")),
        ];
        if (completed.Cost > item.Ceiling)
            log.Add(LogEntry.Warning(item.ItemId, string.Create(CultureInfo.InvariantCulture, $"It cost ${completed.Cost:0.00####}, more than the ${item.Ceiling:0.00####} that were reserved. Look at the model's price.")));
        log.AddRange(home.Missing.Select(words => LogEntry.Warning(item.ItemId, words)));
        foreach (var product in products.Where(p => p.DeriveError is not null)) log.Add(LogEntry.Warning(item.ItemId, $"No thumbnails: {product.DeriveError}"));
        var (isKept, isBack) = await _ledger.WriteAsync(new Completion
        {
            Item = item.ItemId, Order = item.Order.Id, Provider = item.Order.Provider, Actual = actual, Returned = completed.Returned, Products = products, Log = log,
            End = new(item.AttemptId, "succeeded", completed.Cost, completed.Cost is not null, RequestId: completed.RequestId), IsKeptLate = !adapter.SafeToRepeat,
        });
        if (isKept) foreach (var product in products) bench.Feed.Publish(new(ChangeKind.Product, product.Id, item.Order.Id, item.Order.ProjectId));
        Tell();
        return isBack ? new(Condition: Condition.Good) : ItemOutcome.Plain;
    }

    public async Task<ItemOutcome> RejectedAsync(ProviderAnswer.Rejected rejected, ParameterSet actual)
    {
        var code = CodeOf(rejected.Class);
        return await EndAsync(rejected, code, session => rejected.Class switch
        {
            ProviderErrorClass.RateLimited => Rest(session, rejected, code),
            ProviderErrorClass.Transient => Retry(session, rejected, code, actual),
            _ => Refused(session, rejected, code, actual),
        });
    }

    /// <summary>What is safe to repeat is tried again like any failure that passes; anything else waits for reconciliation.</summary>
    public async Task<ItemOutcome> AmbiguousAsync(string message)
    {
        if (adapter.SafeToRepeat) return await RejectedAsync(new(ProviderErrorClass.Transient, message), ActualParameters.Of(item));
        var condition = await _ledger.WriteAsync(session =>
        {
            session.Attempts.MarkUnknown(item.AttemptId, message);
            session.Items.Hold(item.ItemId, Owner, $"{message} Whether it was charged is being found out.");
            session.Logs.Warning(item.ItemId, $"The attempt's end is unknown: {message}");
            return Failed(session, message);
        });
        Tell();
        return new(Condition: condition);
    }

    /// <summary>
    /// Made and paid, but not to be had now. What the provider still keeps is fetched later, with growing pauses; what is gone is gone,
    /// and making it again would pay twice, unless the provider is free.
    /// </summary>
    public async Task<ItemOutcome> NotFetchedAsync(ProviderAnswer.Completed completed, SubmittedRequest? submitted, ParameterSet actual, string message, bool mayPass)
    {
        if (adapter.SafeToRepeat)
            return await RejectedAsync(new(mayPass ? ProviderErrorClass.Transient : ProviderErrorClass.Lost, message), actual);
        await _ledger.WriteAsync(session =>
        {
            if (mayPass && submitted is not null)
            {
                var pause = Clamp((session.Now - submitted.SubmittedAt) / 2, FirstFetchPause, LongestFetchPause);
                session.Items.Later(item.ItemId, Owner, $"It is made, but cannot be fetched now: {message}", session.Now + pause);
                session.Logs.Warning(item.ItemId, $"It is made, but cannot be fetched now; tried again in {pause.TotalSeconds:0} s: {message}");
                return;
            }

            session.Attempts.End(new(item.AttemptId, "succeeded", completed.Cost, completed.Cost is not null, "lost", message, completed.RequestId));
            Fail(session, $"It was made, but could not be fetched: {message}", "lost", actual);
        });
        Tell();
        return ItemOutcome.Plain;
    }

    /// <summary>The media storage is away, and nothing is lost by making the item later: it waits, and no retry is counted.</summary>
    public async Task<ItemOutcome> HeldBackAsync(string message)
    {
        await _ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(item.AttemptId, "cancelled", 0, ErrorCode: StorageCode, ErrorMessage: message));
            session.Items.Retry(item.ItemId, Owner, message, StorageCode, session.Now + StoragePause, counts: false);
            session.Logs.Warning(item.ItemId, $"Held back until the media storage is there again: {message}");
        });
        Tell();
        return new(Requeued: true);
    }

    /// <summary>The provider says that it has stopped, as it was asked to; what it did until then may have its price.</summary>
    public async Task<ItemOutcome> CancelledAsync(ProviderAnswer.Rejected rejected)
    {
        await _ledger.WriteAsync(session => Cancel(session, rejected.Cost ?? Unsaid(rejected), rejected.Cost is not null));
        Tell();
        return ItemOutcome.Plain;
    }

    public async Task<ItemOutcome> StoppedAsync(StopReason reason, bool submitted)
    {
        await _ledger.WriteAsync(session =>
        {
            if (reason == StopReason.Cancelled) Cancel(session, 0, isReported: false);
            else if (submitted)
            {
                // The provider works on: who starts next follows the request.
                session.Items.Release(item.ItemId, Owner);
            }
            else
            {
                session.Attempts.End(new(item.AttemptId, "cancelled", 0, ErrorCode: "stopped", ErrorMessage: "The program was stopped before the request was sent."));
                session.Items.GiveBack(item.ItemId, Owner);
            }
        });
        Tell();
        return ItemOutcome.Plain;
    }

    /// <param name="session">The transaction.</param>
    /// <param name="cost">US dollars; null for all that was reserved.</param>
    /// <param name="isReported">Whether the provider said so.</param>
    void Cancel(LedgerSession session, decimal? cost, bool isReported)
    {
        session.Attempts.End(new(item.AttemptId, "cancelled", cost, isReported));
        if (session.Items.Cancel(item.ItemId, Owner)) session.Touch(item.Order.Id);
        session.Logs.Info(item.ItemId, cost == 0 ? "Cancelled while it was under way." : "Cancelled while it was under way; it may have been charged, and counts as if it was.");
    }

    ItemOutcome Rest(LedgerSession session, ProviderAnswer.Rejected rejected, string code)
    {
        var (condition, rest) = session.Providers.Of(item.Order.Provider).Rested(rejected.RetryAfter, rules.RetryPause, session.Now);
        session.Providers.Write(item.Order.Provider, condition, rejected.Message);
        session.Items.Retry(item.ItemId, Owner, rejected.Message, code, session.Now + rest, counts: false);
        session.Logs.Warning(item.ItemId, $"The provider asks for a rest of {rest.TotalSeconds:0.#} s: {rejected.Message}");
        return new(true, condition);
    }

    /// <summary>While the provider itself is down, no item uses up its retries: all wait until one comes through.</summary>
    ItemOutcome Retry(LedgerSession session, ProviderAnswer.Rejected rejected, string code, ParameterSet actual)
    {
        var condition = Failed(session, rejected.Message);
        if (item.RetryCount >= rules.MostRetries && !condition.IsDown)
        {
            Fail(session, rejected.Message, code, actual);
            return new(Condition: condition);
        }

        var pause = Max(rejected.RetryAfter ?? TimeSpan.Zero, rules.PauseBefore(item.RetryCount));

        // Behind the others, so that each probe is another item's.
        var notBefore = condition is { IsDown: true, PausedUntil: { } until } && until > session.Now ? until + pause : session.Now + pause;
        session.Items.Retry(item.ItemId, Owner, rejected.Message, code, notBefore, counts: !condition.IsDown);
        session.Logs.Warning(item.ItemId, condition.IsDown
            ? $"The provider is down; the item waits for it: {rejected.Message}"
            : $"Tried again in {pause.TotalSeconds:0.#} s (retry {item.RetryCount + 1} of {rules.MostRetries}): {rejected.Message}");
        return new(true, condition);
    }

    ItemOutcome Refused(LedgerSession session, ProviderAnswer.Rejected rejected, string code, ParameterSet actual)
    {
        Fail(session, rejected.Message, code, actual);

        // All that wait for this provider would only fail the same way.
        if (rejected.Class is ProviderErrorClass.Payment or ProviderErrorClass.Authentication)
        {
            var (stop, advice) = rejected.Class == ProviderErrorClass.Payment
                ? (StopCodes.Payment, "Add credit there, then resume.")
                : (StopCodes.Key, "Enter the key in Admin, Providers, then resume.");
            session.Orders.StopProvider(item.Order.Provider, stop, $"Paused: {rejected.Message.TrimEnd('.', ' ')}. {advice}");
        }

        return ItemOutcome.Plain;
    }

    Condition Failed(LedgerSession session, string message)
    {
        var before = session.Providers.Of(item.Order.Provider);
        var condition = before.Failed(item.RetryCount == 0, rules.RetryPause, session.Now);
        if (condition != before) session.Providers.Write(item.Order.Provider, condition, message);
        return condition;
    }

    static string CodeOf(ProviderErrorClass kind) => kind == ProviderErrorClass.RateLimited ? "rate_limited" : kind.ToString().ToLowerInvariant();

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;

    void Fail(LedgerSession session, string message, string code, ParameterSet actual)
    {
        session.Items.Fail(item.ItemId, Owner, message, code, actual);
        session.Logs.Error(item.ItemId, message);
        session.Touch(item.Order.Id);
    }

    /// <summary>
    /// What counts where the provider does not say what it cost: what may have been charged counts as if it was (null, all that was
    /// reserved), and so does what was accepted and is lost.
    /// </summary>
    decimal? Unsaid(ProviderAnswer.Rejected rejected) =>
        (rejected.MayBeCharged || rejected.Class == ProviderErrorClass.Lost) && !adapter.SafeToRepeat ? null : 0;

    async Task<ItemOutcome> EndAsync(ProviderAnswer.Rejected rejected, string code, Func<LedgerSession, ItemOutcome> rest)
    {
        var outcome = await _ledger.WriteAsync(session =>
        {
            session.Attempts.End(new(item.AttemptId, "failed", rejected.Cost ?? Unsaid(rejected), rejected.Cost is not null, code, rejected.Message));
            return rest(session);
        });
        Tell();
        return outcome;
    }

    void Tell()
    {
        bench.Feed.Publish(new(ChangeKind.Item, item.ItemId, item.Order.Id, item.Order.ProjectId));
        bench.Feed.Publish(new(ChangeKind.Order, item.Order.Id, item.Order.Id, item.Order.ProjectId));
    }
}
