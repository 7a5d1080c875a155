using ArtFactory.Data;
using ArtFactory.Data.Orders;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>Finds out how often equal items were made before, so that an order can ask for only what is new.</summary>
sealed class EarlierWork(IDbContextFactory<FactoryContext> contexts)
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>Parameter hash to the number of items made before that moment (UTC) of which a product is still there, for those that were.</summary>
    public async Task<Dictionary<string, int>> CountsAsync(IEnumerable<string> hashes, DateTime before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var chunk in hashes.Distinct(StringComparer.Ordinal).Chunk(FactoryWriter.ChunkSize))
        {
            var made = await context.OrderItems
                .Where(i => chunk.Contains(i.ParameterHash) && i.Status == OrderItemStatus.Complete && i.CompletedAt <= before
                    // What was thrown away is wanted again; as it was at that moment, so that what was begun ends as it began.
                    && context.Products.IgnoreQueryFilters(Filter).Any(p => p.OrderItemId == i.Id && (p.DeletedAt == null || p.DeletedAt > before)))
                .GroupBy(i => i.ParameterHash!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
            foreach (var one in made) counts[one.Key] = one.Count;
        }

        return counts;
    }
}
