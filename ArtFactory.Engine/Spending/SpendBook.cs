using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Spending;
using ArtFactory.Engine.Providers;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Spending;

/// <summary>Reads the sums by day, which the ledger keeps; they are few, and added up here because the engines store money in different ways.</summary>
sealed class SpendBook(IDbContextFactory<FactoryContext> contexts, IProviderCatalog catalog) : ISpendBook
{
    public async Task<SpendSum> TotalAsync(SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Days(context, range, filter ?? SpendFilter.All).ToListAsync(cancellationToken);
        return rows.Select(Sum).Aggregate(SpendSum.Nothing, (a, b) => a + b);
    }

    public async Task<IReadOnlyList<SpendLine>> ByAsync(SpendGroup group, SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = (await Days(context, range, filter ?? SpendFilter.All).ToListAsync(cancellationToken)).ConvertAll(d => (Key: KeyOf(group, d), Sum: Sum(d)));

        // What is still to come has no day yet.
        if (group != SpendGroup.Day) entries.AddRange(await PlannedAsync(context, group, filter ?? SpendFilter.All, cancellationToken));
        var names = await NamesAsync(context, group, cancellationToken);
        var lines = entries.GroupBy(e => e.Key, StringComparer.Ordinal)
            .Select(g => new SpendLine(g.Key, names(g.Key), g.Aggregate(SpendSum.Nothing, (sum, e) => sum + e.Sum)))
            .Where(l => l.Sum != SpendSum.Nothing);
        return group == SpendGroup.Day
            ? [.. lines.OrderByDescending(l => l.Key, StringComparer.Ordinal)]
            : [.. lines.OrderByDescending(l => l.Sum.Spent).ThenByDescending(l => l.Sum.Planned).ThenBy(l => l.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<IReadOnlyList<SpendBar>> BarsAsync(SpendRange range, SpendFilter? filter = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await Days(context, range, filter ?? SpendFilter.All).Select(d => new { d.Day, d.Provider, d.Spent }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(r => (r.Day, r.Provider)).Select(g => new SpendBar(g.Key.Day, g.Key.Provider, g.Sum(r => r.Spent)))
            .OrderBy(b => b.Day).ThenBy(b => b.Provider, StringComparer.Ordinal)];
    }

    static IQueryable<SpendDay> Days(FactoryContext context, SpendRange range, SpendFilter filter)
    {
        var days = context.SpendDays.AsNoTracking();
        if (range.From is { } from) days = days.Where(d => d.Day >= from);
        if (range.To is { } to) days = days.Where(d => d.Day <= to);
        if (filter.Provider is { } provider) days = days.Where(d => d.Provider == provider);
        if (filter.Model is { } model) days = days.Where(d => d.Model == model);
        if (filter.ProjectId is { } project) days = days.Where(d => d.ProjectId == project);
        return days;
    }

    /// <summary>What the items that are not done of open orders cost at most.</summary>
    static async Task<List<(string Key, SpendSum Sum)>> PlannedAsync(FactoryContext context, SpendGroup group, SpendFilter filter, CancellationToken cancellationToken)
    {
        var open = context.Orders.Where(o => o.CostPlanned != null && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing));
        if (filter.Provider is { } provider) open = open.Where(o => o.Provider == provider);
        if (filter.Model is { } model) open = open.Where(o => o.Model == model);
        if (filter.ProjectId is { } project) open = open.Where(o => o.ProjectId == project);
        var orders = await open.AsNoTracking().Select(o => new
        {
            o.Provider, o.Model, o.ProjectId, Planned = o.CostPlanned!.Value, o.ExpandedCount, Ended = o.CompletedCount + o.FailedCount + o.CancelledCount,
        }).ToListAsync(cancellationToken);
        return orders.Where(o => o.Planned > 0).Select(o => (
            KeyOf(group, new() { Provider = o.Provider, Model = o.Model, ProjectId = o.ProjectId ?? Guid.Empty }),
            SpendSum.Nothing with { Planned = SpendSum.OpenShare(o.Planned, o.ExpandedCount, o.Ended) })).ToList();
    }

    static string KeyOf(SpendGroup group, SpendDay day) => group switch
    {
        SpendGroup.Day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SpendGroup.Provider => day.Provider,
        SpendGroup.Model => $"{day.Provider}/{day.Model}",
        _ => day.ProjectId == Guid.Empty ? "" : day.ProjectId.ToString(),
    };

    async Task<Func<string, string>> NamesAsync(FactoryContext context, SpendGroup group, CancellationToken cancellationToken)
    {
        var names = group switch
        {
            SpendGroup.Provider => (await catalog.ProvidersAsync(cancellationToken)).ToDictionary(p => p.Id, p => p.Name, StringComparer.Ordinal),
            SpendGroup.Model => (await catalog.ModelsAsync(cancellationToken: cancellationToken)).DistinctBy(m => $"{m.ProviderId}/{m.ModelId}")
                .ToDictionary(m => $"{m.ProviderId}/{m.ModelId}", m => $"{m.Name} ({m.ProviderName})", StringComparer.Ordinal),
            SpendGroup.Project => await context.Projects.IgnoreQueryFilters([ISoftDeleted.FilterName])
                .ToDictionaryAsync(p => p.Id.ToString(), p => p.DeletedAt == null ? p.Name : p.Name + " (in the trash)", StringComparer.Ordinal, cancellationToken),
            _ => new Dictionary<string, string>(StringComparer.Ordinal),
        };
        return key => names.GetValueOrDefault(key) ?? (group == SpendGroup.Project ? "A project that is gone" : key);
    }

    static SpendSum Sum(SpendDay day) => new(day.Attempts, day.Spent, day.Reserved, day.Reported, day.ReportedCeiling);
}
