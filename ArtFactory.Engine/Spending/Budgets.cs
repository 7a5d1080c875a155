using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Spending;

sealed class Budgets(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, ILineRules rules, ISettings settings, IProviderCatalog catalog, ISpendBook book,
    LineSignal signal, IChangeFeed feed, TimeProvider time) : IBudgets
{
    DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async Task<IReadOnlyList<BudgetView>> ListAsync(CancellationToken cancellationToken = default)
    {
        var views = new List<BudgetView>(await OfAllAsync(cancellationToken));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var limits = await ProviderLimitsAsync(context, cancellationToken);
        foreach (var provider in (await catalog.ProvidersAsync(cancellationToken)).Where(p => p.CanRun || limits.GetValueOrDefault(p.Id) is not null))
            views.Add(await OfProviderAsync(provider, limits, cancellationToken));
        views.AddRange(await context.Projects.Where(p => p.BudgetLimit != null).OrderBy(p => p.Name)
            .Select(p => new BudgetView(BudgetScope.Project, p.Id.ToString(), p.Name, p.BudgetLimit, p.CostSpent, p.CostReserved)).ToListAsync(cancellationToken));
        var orders = await context.Orders.Where(o => o.BudgetLimit != null && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing))
            .OrderByDescending(o => o.Id).Select(o => new { o.Id, o.BaseParameterSet, o.BudgetLimit, o.CostSpent, o.CostReserved }).ToListAsync(cancellationToken);
        views.AddRange(orders.Select(o => new BudgetView(BudgetScope.Order, o.Id.ToString(), o.BaseParameterSet.Text("prompt") ?? "", o.BudgetLimit, o.CostSpent, o.CostReserved)));
        return views;
    }

    public async Task<BudgetView?> FindAsync(BudgetScope scope, string? subject, CancellationToken cancellationToken = default)
    {
        if (scope is BudgetScope.Total or BudgetScope.Day) return (await OfAllAsync(cancellationToken)).Single(v => v.Scope == scope);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (scope == BudgetScope.ProviderDay)
        {
            return (await catalog.ProvidersAsync(cancellationToken)).FirstOrDefault(p => p.Id == subject) is { } provider
                ? await OfProviderAsync(provider, await ProviderLimitsAsync(context, cancellationToken), cancellationToken) : null;
        }

        if (!Guid.TryParse(subject, out var id)) return null;
        if (scope == BudgetScope.Project)
        {
            return await context.Projects.Where(p => p.Id == id)
                .Select(p => new BudgetView(BudgetScope.Project, p.Id.ToString(), p.Name, p.BudgetLimit, p.CostSpent, p.CostReserved)).FirstOrDefaultAsync(cancellationToken);
        }

        var order = await context.Orders.Where(o => o.Id == id)
            .Select(o => new { o.Id, o.BaseParameterSet, o.BudgetLimit, o.CostSpent, o.CostReserved }).FirstOrDefaultAsync(cancellationToken);
        return order is null ? null : new(BudgetScope.Order, order.Id.ToString(), order.BaseParameterSet.Text("prompt") ?? "", order.BudgetLimit, order.CostSpent, order.CostReserved);
    }

    public async Task<IReadOnlyList<BudgetView>> OverAsync(string provider, Guid? projectId, CancellationToken cancellationToken = default)
    {
        var views = new List<BudgetView>(await OfAllAsync(cancellationToken));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if ((await catalog.ProvidersAsync(cancellationToken)).FirstOrDefault(p => p.Id == provider) is { } known)
            views.Add(await OfProviderAsync(known, await ProviderLimitsAsync(context, cancellationToken), cancellationToken));
        if (projectId is { } id)
        {
            views.AddRange(await context.Projects.Where(p => p.Id == id)
                .Select(p => new BudgetView(BudgetScope.Project, p.Id.ToString(), p.Name, p.BudgetLimit, p.CostSpent, p.CostReserved)).ToListAsync(cancellationToken));
        }

        return [.. views.Where(v => v.Limit is not null)];
    }

    public async Task SetAsync(BudgetScope scope, string? subject, decimal? limit, CancellationToken cancellationToken = default)
    {
        if (limit < 0) throw new InvalidInputException("budget", "A budget is zero or more; leave it empty for none.");
        switch (scope)
        {
            case BudgetScope.Order: await OfOrderAsync(IdOf(subject, "order"), limit, cancellationToken); break;
            case BudgetScope.Project: await OfProjectAsync(IdOf(subject, "project"), limit, cancellationToken); break;
            case BudgetScope.ProviderDay: await OfProviderAsync(subject ?? "", limit, cancellationToken); break;
            default: await settings.SetAsync(scope == BudgetScope.Day ? "budget.daily_limit" : "budget.total_limit", JsonSerializer.SerializeToElement(limit), cancellationToken); break;
        }

        Tell();
    }

    public async Task<int> ResumeAsync(string provider, string stopCode, CancellationToken cancellationToken = default)
    {
        var resumed = await writer.WriteAsync(context => ResumedAsync(context, context.Orders.Where(o => o.Provider == provider), stopCode, cancellationToken), cancellationToken);
        Tell();
        return resumed;
    }

    Task OfOrderAsync(Guid id, decimal? limit, CancellationToken cancellationToken) => writer.WriteAsync(async context =>
    {
        Found(await context.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.BudgetLimit, limit), cancellationToken), $"There is no order {id}.");
        await ResumedAsync(context, context.Orders.Where(o => o.Id == id), StopCodes.OrderBudget, cancellationToken);
    }, cancellationToken);

    Task OfProjectAsync(Guid id, decimal? limit, CancellationToken cancellationToken) => writer.WriteAsync(async context =>
    {
        Found(await context.Projects.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.BudgetLimit, limit), cancellationToken), $"There is no project {id}.");
        await ResumedAsync(context, context.Orders.Where(o => o.ProjectId == id), StopCodes.ProjectBudget, cancellationToken);
    }, cancellationToken);

    Task OfProviderAsync(string id, decimal? limit, CancellationToken cancellationToken) => writer.WriteAsync(async context =>
    {
        Found(await context.Providers.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.DailyLimit, limit), cancellationToken), $"There is no provider '{id}'.");
        await ResumedAsync(context, context.Orders.Where(o => o.Provider == id), StopCodes.ProviderDayBudget, cancellationToken);
    }, cancellationToken);

    /// <summary>They are looked at again: what the new limit does not allow stops once more, and says so.</summary>
    static Task<int> ResumedAsync(FactoryContext context, IQueryable<Order> orders, string stopCode, CancellationToken cancellationToken) => orders
        .Where(o => o.StoppedBy == stopCode && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing))
        .ExecuteUpdateAsync(s => s.SetProperty(o => o.PausedAt, (DateTime?)null).SetProperty(o => o.StoppedBy, (string?)null)
            .SetProperty(o => o.StoppedUntil, (DateTime?)null).SetProperty(o => o.ErrorMessage, (string?)null), cancellationToken);

    async Task<BudgetView[]> OfAllAsync(CancellationToken cancellationToken)
    {
        var now = await rules.ReadAsync(cancellationToken);
        var (ever, today) = (await book.TotalAsync(SpendRange.Ever, cancellationToken: cancellationToken), await book.TotalAsync(SpendRange.Of(Today), cancellationToken: cancellationToken));
        return
        [
            new(BudgetScope.Total, null, "In all", now.TotalLimit, ever.Spent, ever.Reserved),
            new(BudgetScope.Day, null, "Today", now.DailyLimit, today.Spent, today.Reserved),
        ];
    }

    async Task<BudgetView> OfProviderAsync(ProviderView provider, Dictionary<string, decimal?> limits, CancellationToken cancellationToken)
    {
        var today = await book.TotalAsync(SpendRange.Of(Today), new(Provider: provider.Id), cancellationToken);
        return new(BudgetScope.ProviderDay, provider.Id, $"{provider.Name} today", limits.GetValueOrDefault(provider.Id), today.Spent, today.Reserved);
    }

    static Task<Dictionary<string, decimal?>> ProviderLimitsAsync(FactoryContext context, CancellationToken cancellationToken) =>
        context.Providers.ToDictionaryAsync(p => p.Id, p => p.DailyLimit, StringComparer.Ordinal, cancellationToken);

    static Guid IdOf(string? subject, string kind) => Guid.TryParse(subject, out var id) ? id : throw new InvalidInputException(kind, $"'{subject}' is not the id of one: {kind}.");

    static void Found(int rows, string fault)
    {
        if (rows == 0) throw new InvalidInputException("budget", fault);
    }

    void Tell()
    {
        signal.OrdersChanged();
        feed.Publish(new(ChangeKind.Order, Guid.Empty));
        feed.Publish(new(ChangeKind.Project, Guid.Empty));
        feed.Publish(new(ChangeKind.Provider, Guid.Empty));
    }
}
