using System.Collections.Concurrent;
using ArtFactory.Data;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Engine.Production.Nodes;
using ArtFactory.Engine.Production.Recovery;
using ArtFactory.Engine.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>
/// The line: claims what may be claimed whenever capacity or work appears, runs it, keeps the leases. On SQLite one process runs it for
/// a data folder, and the others wait and take over when that one is gone; on a server all nodes run it together.
/// </summary>
sealed class ProductionLine(
    LineLease lease, LineSignal signal, OrderQueue queue, PaceBook paces, ILineRules rulesReader, LineRecovery recovery, RunningItems running, AdapterShelf adapters,
    Workbench bench, NodeRegister nodes, IChangesElsewhere elsewhere, LongJobs jobs, JobServer server, IDatabaseEngine engine, ILogger<ProductionLine> logger) : BackgroundService
{
    /// <summary>What only time changes (the budget of a new day) is seen after this at the latest.</summary>
    static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(15);

    /// <summary>Runs whose provider has made the item (no outcome yet), and those that have ended; in the order in which it happened.</summary>
    readonly ConcurrentQueue<(ItemRun Run, ItemOutcome? Outcome)> _news = new();

    /// <summary>Runs that only bring their outputs home.</summary>
    readonly HashSet<ItemRun> _keeping = [];

    readonly CancellationTokenSource _cutOff = new();
    LineRules _rules = LineRules.Usual;
    bool _rulesAreRead;
    bool _storageIsAway;
    int _runningCount;
    long _lastWatch;
    long _lastBeat;
    long _lastRead;
    long _lastReport;

    public override void Dispose()
    {
        _cutOff.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Hosting starts this on the caller's thread; the first claim need not delay the rest of the start.
        await Task.Yield();
        elsewhere.Arrived += Hear;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await WaitForLeaseAsync(stoppingToken);
                    await RunAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    if (engine.IsAway(e)) logger.LogWarning("The database is away; the line looks again in a second");
                    else logger.LogError(e, "The line stopped; it starts again in a second");
                    await queue.DisposeAsync();
                    await nodes.ForgetPresenceAsync();
                    await Task.Delay(TimeSpan.FromSeconds(1), bench.Time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The usual end.
        }

        elsewhere.Arrived -= Hear;
        await StopRunsAsync();
        await server.StopAsync();
        await nodes.LeaveAsync();
        lease.Release();
    }

    async Task WaitForLeaseAsync(CancellationToken cancellationToken)
    {
        while (!lease.TryTake() && !bench.Options.Shared)
        {
            // Another process works: what it commits is news for those who watch here.
            if (await queue.ChangedElsewhereAsync(cancellationToken))
            {
                foreach (var kind in (ChangeKind[])[ChangeKind.Order, ChangeKind.Item, ChangeKind.Product, ChangeKind.Project])
                    bench.Feed.Publish(new(kind, Guid.Empty));
            }

            await signal.WaitAsync(TimeSpan.FromMilliseconds(bench.Options.WatchMilliseconds), cancellationToken);
        }
    }

    async Task RunAsync(CancellationToken cancellationToken)
    {
        await ReadRulesAsync(cancellationToken);
        await paces.ReadAsync(remember: true, cancellationToken);

        // After an outage others look for what ran out meanwhile: what runs here is held on to first.
        await RenewAsync();
        await RecoverAsync(all: engine.HasSingleWriter && !bench.Options.Shared && _runningCount == 0, cancellationToken);

        // What the line before left unknown need not wait for the clock.
        server.Start(AttemptReconciliation.KindName);
        signal.OrdersChanged();
        _lastBeat = bench.Time.GetTimestamp();
        _lastReport = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CollectNews();
            if (_lastReport == 0 || bench.Time.GetElapsedTime(_lastReport) > NodeRegister.Beat) await ReportAsync(cancellationToken);
            if (signal.TakeRecover()) await RecoverAsync(all: false, cancellationToken);
            var isNews = await NewsAsync(cancellationToken);
            if (isNews) await ReadAsync(cancellationToken);
            if (bench.Time.GetElapsedTime(_lastBeat) > _rules.Lease / 3) await BeatAsync(cancellationToken);
            bool any;
            try
            {
                any = await ClaimAsync(cancellationToken);
            }
            finally
            {
                // Who placed an order waits for the claim, and for nothing that can follow it.
                if (isNews) await FollowUpAsync(cancellationToken);
            }

            if (!any) await signal.WaitAsync(Pause(), cancellationToken);
        }
    }

    /// <summary>Other nodes placed, steered or ended something: there may be work, or something to stop.</summary>
    void Hear(IReadOnlyCollection<Change> changes)
    {
        if (changes.Any(c => c.Kind is ChangeKind.Order or ChangeKind.Job or ChangeKind.Setting or ChangeKind.Provider)) signal.OrdersChanged();
    }

    /// <summary>Tells the others that this node lives, and takes up what the dead ones held.</summary>
    async Task ReportAsync(CancellationToken cancellationToken)
    {
        _lastReport = bench.Time.GetTimestamp();
        var dead = await nodes.ReportAsync(_runningCount, cancellationToken);
        if (dead.Count == 0) return;
        jobs.Forget();
        await bench.Ledger.WriteAsync(session =>
        {
            foreach (var owner in dead) session.Items.ExpireLeases(owner);
        });
        await RecoverAsync(all: false, cancellationToken);
    }

    async ValueTask<bool> NewsAsync(CancellationToken cancellationToken)
    {
        var news = signal.TakeOrdersChanged() || queue.NextRetry <= bench.Now || bench.Time.GetElapsedTime(_lastRead) > LongestUnread;
        if (bench.Time.GetElapsedTime(_lastWatch).TotalMilliseconds < bench.Options.WatchMilliseconds) return news;
        _lastWatch = bench.Time.GetTimestamp();
        return await queue.ChangedElsewhereAsync(cancellationToken) || news;
    }

    async Task ReadAsync(CancellationToken cancellationToken)
    {
        _lastRead = bench.Time.GetTimestamp();

        // Side by side: on a server each is a round trip or two.
        var rules = ReadRulesAsync(cancellationToken);
        var pace = paces.ReadAsync(remember: false, cancellationToken);
        var changed = await queue.ReadAsync(cancellationToken);
        await Task.WhenAll(rules, pace);
        foreach (var order in changed) bench.Feed.Publish(new(ChangeKind.Order, order, order));
    }

    /// <summary>The rest of what news may mean: orders to resume, runs to stop, long work to hand over.</summary>
    async Task FollowUpAsync(CancellationToken cancellationToken)
    {
        if (queue.HasDue)
        {
            await bench.Ledger.WriteAsync(session => session.Orders.ResumeDue());
            signal.OrdersChanged();
        }

        foreach (var order in await queue.CancelledAsync(cancellationToken)) running.CancelOrder(order);

        // Several may share the items; long work is one process's.
        if (lease.TryTake()) await jobs.HandOverAsync(cancellationToken);
    }

    /// <summary>Reads the rules; a budget that was raised lets what it held back go on.</summary>
    async Task ReadRulesAsync(CancellationToken cancellationToken)
    {
        var (before, now) = (_rulesAreRead ? _rules : null, await rulesReader.ReadAsync(cancellationToken));
        (_rules, _rulesAreRead) = (now, true);
        var day = before is null || IsRaised(before.DailyLimit, now.DailyLimit);
        var total = before is null || IsRaised(before.TotalLimit, now.TotalLimit);
        if (!day && !total) return;
        await bench.Ledger.WriteAsync(session =>
        {
            if (day) session.Orders.Resume(StopCodes.DayBudget);
            if (total) session.Orders.Resume(StopCodes.TotalBudget);
        });

        // The queue may have been read before that.
        signal.OrdersChanged();

        static bool IsRaised(decimal? before, decimal? now) => before is not null && (now is null || now > before);
    }

    /// <summary>Claims what fits; false when there was nothing to claim.</summary>
    async Task<bool> ClaimAsync(CancellationToken cancellationToken)
    {
        var picks = FairShare.Pick(queue.Orders, Free(), provider => paces.Free(provider, _rules.MostRunning));
        if (picks.Count == 0) return false;

        // What would be made now could not be kept: it stays where it waits.
        _storageIsAway = !await bench.Store.IsHereAsync(cancellationToken);
        if (_storageIsAway) return false;
        var claimed = await bench.Ledger.ClaimAsync(session =>
            picks.ConvertAll(pick => (pick.Order, pick.Count, Items: Claim.Take(session, pick.Order, pick.Count, bench.Owner, _rules, out var turnedAway), TurnedAway: turnedAway)));
        var any = false;
        foreach (var (order, asked, items, turnedAway) in claimed)
        {
            if (turnedAway is not null) paces.Hold(order.Provider, turnedAway.Until);
            else order.HasItems = items.Count == asked;
            order.IsPending &= items.Count == 0;
            foreach (var item in items) Start(item);
            any |= items.Count > 0;
        }

        return any;
    }

    /// <summary>
    /// How many may start. Those whose outputs are being brought home take no provider's room, but are bounded too: when the store or
    /// the imaging falls behind, providers wait for it.
    /// </summary>
    int Free() => Math.Min(_rules.MostRunning - (_runningCount - _keeping.Count), 2 * _rules.MostRunning - _runningCount);

    ItemRun Start(ClaimedItem item)
    {
        ItemRun run = null!;
        run = new ItemRun(item, adapters.Find(item.Order.Provider)!, bench, _rules, _cutOff.Token) { Answered = () => Tell(run, null) };
        queue.Started(item.Order, 1);
        paces.Started(item.Order.Provider, isRequest: item.Submitted is null);
        _runningCount++;
        running.Add(run);
        bench.Feed.Publish(new(ChangeKind.Item, item.ItemId, item.Order.Id, item.Order.ProjectId));
        _ = Task.Run(async () =>
        {
            var outcome = await run.RunAsync();
            running.Remove(run);
            run.Dispose();
            Tell(run, outcome);
        });
        return run;
    }

    void Tell(ItemRun run, ItemOutcome? outcome)
    {
        _news.Enqueue((run, outcome));
        signal.Wake();
    }

    void CollectNews()
    {
        while (_news.TryDequeue(out var end))
        {
            if (end.Outcome is null)
            {
                if (_keeping.Add(end.Run)) Leave(end.Run);
                continue;
            }

            _runningCount--;
            if (!_keeping.Remove(end.Run)) Leave(end.Run);
            if (end.Outcome.Condition is { } condition) paces.Set(end.Run.Order.Provider, condition);

            // A retry or an item given back may now wait in an order that seemed empty.
            if (end.Outcome.Requeued) signal.OrdersChanged();
        }
    }

    /// <summary>Neither its provider nor its order's turn waits for it any more.</summary>
    void Leave(ItemRun run)
    {
        paces.Ended(run.Order.Provider);
        queue.Ended(run.Order);
    }

    async Task BeatAsync(CancellationToken cancellationToken)
    {
        _lastBeat = bench.Time.GetTimestamp();
        await RenewAsync();
        await RecoverAsync(all: false, cancellationToken);
    }

    Task RenewAsync()
    {
        var items = running.Items;
        return items.Count == 0 ? Task.CompletedTask : bench.Ledger.WriteAsync(session => session.Items.Renew(items, bench.Owner, session.Now + _rules.Lease));
    }

    async Task RecoverAsync(bool all, CancellationToken cancellationToken)
    {
        if (all) await FinishCancelsAsync(cancellationToken);
        foreach (var (item, isCancelled) in await recovery.RunAsync(all, _rules.Lease, cancellationToken))
        {
            var run = Start(item);
            if (isCancelled) run.Stop(StopReason.Cancelled);
        }

        signal.OrdersChanged();
    }

    /// <summary>Cancels what still waits in orders whose cancelling was cut short.</summary>
    async Task FinishCancelsAsync(CancellationToken cancellationToken)
    {
        const int chunk = 500;
        foreach (var order in await bench.Ledger.WriteAsync(session => session.Steering.HalfCancelled()))
        {
            while (await bench.Ledger.WriteAsync(session => session.Steering.CancelPending(order, chunk)) == chunk) cancellationToken.ThrowIfCancellationRequested();
        }
    }

    TimeSpan Pause()
    {
        var pause = TimeSpan.FromMilliseconds(bench.Options.WatchMilliseconds);
        if (_storageIsAway) return pause;
        foreach (var moment in (DateTime?[])[queue.NextRetry, paces.NextChance()])
        {
            if (moment is { } at && at - bench.Now < pause) pause = at - bench.Now;
        }

        return pause > TimeSpan.Zero ? pause : TimeSpan.FromMilliseconds(1);
    }

    async Task StopRunsAsync()
    {
        running.StopAll();
        var clock = bench.Time.GetTimestamp();
        while (running.Count > 0 && bench.Time.GetElapsedTime(clock).TotalSeconds < bench.Options.StopSeconds + 2)
        {
            if (bench.Time.GetElapsedTime(clock).TotalSeconds > bench.Options.StopSeconds) await _cutOff.CancelAsync();
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
