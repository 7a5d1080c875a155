using System.Text.RegularExpressions;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>What still refers to files that people gave: orders (also those in the trash, which may be placed again), items that are open or can be
/// tried again, templates, lookups, and work under way.</summary>
sealed partial class UploadReferences(IDbContextFactory<FactoryContext> contexts)
{
    public const string Prefix = "upload:";
    const int PageSize = 500;
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>The names referred to, as they stand after <see cref="Prefix"/>.</summary>
    public async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var template in await context.Templates.Select(t => t.ParameterSet).ToListAsync(cancellationToken)) Collect(template, names);
        foreach (var value in (await context.Lookups.Select(l => l.Values).ToListAsync(cancellationToken)).SelectMany(v => v)) Collect(value, names);
        // Work that has not ended keeps what it was begun with: the lookups of an order that is still expanding.
        foreach (var arguments in await context.BackgroundJobs.Where(j => j.EndedAt == null).Select(j => j.Arguments).ToListAsync(cancellationToken)) Collect(arguments, names);
        for (var last = Guid.Empty; ;)
        {
            var page = await context.Orders.IgnoreQueryFilters(Filter).Where(o => o.Id > last).OrderBy(o => o.Id).Take(PageSize)
                .Select(o => new { o.Id, o.BaseParameterSet }).ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            foreach (var order in page) Collect(order.BaseParameterSet, names);
            last = page[^1].Id;
        }

        // A lookup's value may have brought one along, which stands in the item alone.
        for (var last = Guid.Empty; ;)
        {
            var page = await context.OrderItems.Where(i => (i.Status == OrderItemStatus.Pending || i.Status == OrderItemStatus.Generating || i.Status == OrderItemStatus.Failed) && i.Id > last)
                .OrderBy(i => i.Id).Take(PageSize).Select(i => new { i.Id, i.GenerationParameterSet }).ToListAsync(cancellationToken);
            if (page.Count == 0) return names;
            foreach (var item in page) Collect(item.GenerationParameterSet, names);
            last = page[^1].Id;
        }
    }

    static void Collect(ParameterSet? parameters, HashSet<string> names)
    {
        if (parameters is not null) Collect(parameters.ToJson(), names);
    }

    static void Collect(string text, HashSet<string> names)
    {
        foreach (Match match in Reference().Matches(text)) names.Add(match.Groups["name"].Value);
    }

    [GeneratedRegex("upload:(?<name>[0-9A-Za-z.-]+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Reference();
}
