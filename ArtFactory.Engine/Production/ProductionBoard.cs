using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production.Jobs;
using ArtFactory.Engine.Production.Nodes;
using ArtFactory.Engine.Providers;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Production;

sealed class ProductionBoard(
    IDbContextFactory<FactoryContext> contexts, IProviderCatalog catalog, RunningItems running, LongJobs jobs, Schedule schedule,
    NodeRegister nodes, LineLease lease, TimeProvider time) : IProductionBoard
{
    DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<LineCounts> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var today = Now.Date;
        var counts = await Moving(context).GroupBy(i => i.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var failed = await context.OrderItems.CountAsync(i => i.Status == OrderItemStatus.Failed && i.CompletedAt >= today, cancellationToken);
        return new(counts.Find(c => c.Key == OrderItemStatus.Generating)?.Count ?? 0, counts.Find(c => c.Key == OrderItemStatus.Pending)?.Count ?? 0, failed);
    }

    public async Task<IReadOnlyList<ProviderLoad>> ProvidersAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (hour, today) = (Now.AddHours(-1), Now.Date);
        var open = await Moving(context).Join(context.Orders, i => i.OrderId, o => o.Id, (i, o) => new { o.Provider, i.Status })
            .GroupBy(i => new { i.Provider, i.Status }).Select(g => new { g.Key.Provider, g.Key.Status, Count = g.Count() }).ToListAsync(cancellationToken);
        var attempts = await context.GenerationAttempts.Where(a => a.ReservedAt >= hour)
            .GroupBy(a => new { a.Provider, a.State }).Select(g => new { g.Key.Provider, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var day = DateOnly.FromDateTime(today);

        // Added up here: the engines store money in different ways.
        var spent = await context.SpendDays.Where(d => d.Day == day).Select(d => new { d.Provider, d.Spent, d.Reserved }).ToListAsync(cancellationToken);
        var budgets = await context.Providers.ToDictionaryAsync(p => p.Id, p => p.DailyLimit, cancellationToken);
        var stopped = await context.Orders.Where(o => o.StoppedBy != null && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing))
            .GroupBy(o => new { o.Provider, o.StoppedBy }).Select(g => new { g.Key.Provider, g.Key.StoppedBy, Count = g.Count() }).ToListAsync(cancellationToken);
        var unknown = await context.GenerationAttempts.Where(a => a.State == AttemptState.Unknown && a.EndedAt == null)
            .GroupBy(a => a.Provider).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var conditions = await context.ProviderConditions.AsNoTracking().ToListAsync(cancellationToken);
        var loads = new List<ProviderLoad>();
        foreach (var provider in await catalog.ProvidersAsync(cancellationToken))
        {
            var condition = conditions.Find(c => c.ProviderId == provider.Id);
            var lastError = await context.GenerationAttempts.Where(a => a.Provider == provider.Id && a.State == AttemptState.Failed && a.ReservedAt >= hour)
                .OrderByDescending(a => a.Id).Select(a => a.ErrorMessage).FirstOrDefaultAsync(cancellationToken);
            var runs = open.Find(o => o.Provider == provider.Id && o.Status == OrderItemStatus.Generating)?.Count ?? 0;
            var waits = open.Find(o => o.Provider == provider.Id && o.Status == OrderItemStatus.Pending)?.Count ?? 0;
            var failed = attempts.Find(a => a.Provider == provider.Id && a.State == AttemptState.Failed)?.Count ?? 0;
            var completed = attempts.Find(a => a.Provider == provider.Id && a.State == AttemptState.Succeeded)?.Count ?? 0;
            loads.Add(new(provider.Id, provider.Name, StateOf(provider, condition, runs), runs, waits, provider.ConcurrentLimit, provider.RateLimitRequests,
                completed, failed, spent.Where(c => c.Provider == provider.Id).Sum(c => c.Spent), lastError, condition?.PausedUntil > Now ? condition.PausedUntil : null)
            {
                ReservedToday = spent.Where(c => c.Provider == provider.Id).Sum(c => c.Reserved),
                DailyLimit = budgets.GetValueOrDefault(provider.Id),
                Unknown = unknown.Find(u => u.Key == provider.Id)?.Count ?? 0,
                StoppedOrders = stopped.Where(s => s.Provider == provider.Id).ToDictionary(s => s.StoppedBy!, s => s.Count),
            });
        }

        return loads;
    }

    public async Task<IReadOnlyList<RunningItem>> RunningAsync(int take = 50, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Moving(context).Where(i => i.Status == OrderItemStatus.Generating)
            .Join(context.Orders, i => i.OrderId, o => o.Id, (i, o) => new
            {
                i.Id, i.OrderId, i.SequenceNumber, o.Provider, o.Model, i.GenerationParameterSet, i.Progress, i.StartedAt,
                Attempt = context.GenerationAttempts.Where(a => a.OrderItemId == i.Id).OrderByDescending(a => a.AttemptNumber).Select(a => (AttemptState?)a.State).FirstOrDefault(),
            })
            .OrderBy(r => r.StartedAt).Take(take).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new RunningItem(r.Id, r.OrderId, r.SequenceNumber, r.Provider, r.Model, r.GenerationParameterSet?.Text("prompt") ?? "",
            running.ProgressOf(r.Id) ?? r.Progress, r.StartedAt, r.Attempt));
    }

    public Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken = default) => nodes.ListAsync(cancellationToken);

    public async Task<bool> IsServedAsync(CancellationToken cancellationToken = default) => lease.HeldElsewhere() || await nodes.HasOthersAsync(cancellationToken);

    public async Task<IReadOnlyList<LogLine>> LogAsync(
        LogSeverity? level = null, string? text = null, Guid? itemId = null, Guid? before = null, int take = 200, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var logs = context.GenerationLogs.AsNoTracking();
        if (level is { } severity) logs = logs.Where(l => l.Level == severity);
        if (itemId is { } item) logs = logs.Where(l => l.OrderItemId == item);
        if (before is { } last) logs = logs.Where(l => l.Id < last);
        if (!string.IsNullOrWhiteSpace(text)) logs = logs.Where(l => EF.Functions.Like(l.Message, Pattern(text), "\\"));
        var rows = await (from log in logs.OrderByDescending(l => l.Id).Take(take)
                          join row in context.OrderItems on log.OrderItemId equals row.Id into items
                          from row in items.DefaultIfEmpty()
                          orderby log.Id descending
                          select new { Log = log, OrderId = (Guid?)row.OrderId, Sequence = (int?)row.SequenceNumber }).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new LogLine(r.Log.Id, r.Log.OrderItemId, r.OrderId, r.Sequence, r.Log.Timestamp, r.Log.Level, r.Log.Message, r.Log.Details?.ToJson()));
    }

    public async Task<IReadOnlyList<JobView>> JobsAsync(int take = 50, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.BackgroundJobs.OrderByDescending(j => j.Id).Take(take)
            .Select(j => new JobView(j.Id, j.Kind, j.State, j.Done, j.Total, j.ErrorMessage, j.CreatedAt, j.StartedAt, j.EndedAt)).ToListAsync(cancellationToken);
    }

    public Task CancelJobAsync(Guid jobId, CancellationToken cancellationToken = default) => jobs.CancelAsync(jobId);

    public async Task<IReadOnlyList<ScheduledJob>> ScheduledAsync(CancellationToken cancellationToken = default)
    {
        var scheduled = new List<ScheduledJob>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var job in schedule.List())
        {
            // The clock only knows that it asked; how the work went is in the row.
            var round = await context.BackgroundJobs.Where(j => j.Kind == job.Id).OrderByDescending(j => j.Id)
                .Select(j => new { j.State, At = j.StartedAt ?? j.CreatedAt }).FirstOrDefaultAsync(cancellationToken);
            scheduled.Add(round is null ? job : job with { LastRun = round.At, LastState = round.State.ToString() });
        }

        return scheduled;
    }

    public async Task<string?> RunNowAsync(string scheduledJobId, CancellationToken cancellationToken = default)
    {
        var work = schedule.Find(scheduledJobId);
        if (await jobs.IsOpenAsync(work.Kind, cancellationToken)) return "It is under way already.";
        if (await work.IdleReasonAsync(cancellationToken) is { } reason) return reason;
        await jobs.AskAsync(work.Kind);
        return null;
    }

    /// <summary>Items that wait or run, in orders that are not in the trash; those of unknown end do neither.</summary>
    static IQueryable<OrderItem> Moving(FactoryContext context) => context.OrderItems
        .Where(i => i.ErrorCode != "unknown" && (i.Status == OrderItemStatus.Pending || i.Status == OrderItemStatus.Generating) && i.Order!.DeletedAt == null);

    static string Pattern(string text) =>
        $"%{text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";

    string StateOf(ProviderView provider, Data.Providers.ProviderCondition? condition, int running) => provider switch
    {
        { IsEnabled: false } => "disabled",
        { NeedsKey: true, HasKey: false } => "no key",
        _ when condition is not null && new Ledger.Condition(condition.Failures, condition.Rests, condition.PausedUntil).IsDown => "down",
        _ when condition?.PausedUntil > Now => "limited",
        _ => running > 0 ? "working" : "idle",
    };
}
