using ArtFactory.Data;
using ArtFactory.Data.Collections;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Curation;

/// <summary>
/// The places in a collection: ascending numbers with gaps, so that a move writes one row. When a gap is used up, all places are
/// numbered anew in the same transaction.
/// </summary>
sealed class CollectionOrder(TimeProvider time)
{
    const int Gap = 1024;

    /// <summary>The places of products that are not in the trash, in order; equal numbers by product.</summary>
    public static IQueryable<CollectionProduct> Visible(FactoryContext context, Guid id) => context.CollectionProducts.AsNoTracking()
        .Where(p => p.CollectionId == id && context.Products.Any(x => x.Id == p.ProductId))
        .OrderBy(p => p.Position).ThenBy(p => p.ProductId);

    /// <summary>Appends those that exist and are not in it yet, in the given order; answers how many.</summary>
    public async Task<int> AppendAsync(FactoryContext context, Guid id, Guid[] productIds, CancellationToken cancellationToken)
    {
        var exist = (await context.Products.Where(p => productIds.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancellationToken)).ToHashSet();
        exist.ExceptWith(await context.CollectionProducts.Where(p => p.CollectionId == id && productIds.Contains(p.ProductId))
            .Select(p => p.ProductId).ToListAsync(cancellationToken));
        if (exist.Count == 0) return 0;
        var last = await LastAsync(context, id, cancellationToken);
        if (last > int.MaxValue - ((exist.Count + 1) * Gap))
        {
            await NumberAnewAsync(context, id, cancellationToken);
            last = await LastAsync(context, id, cancellationToken);
        }

        var now = time.GetUtcNow().UtcDateTime;
        foreach (var product in productIds.Where(exist.Contains))
            context.CollectionProducts.Add(new CollectionProduct { CollectionId = id, ProductId = product, Position = last += Gap, AddedAt = now });
        return await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Puts a product at an index among those not in the trash; beyond the end is the end. False if it is not in the collection.</summary>
    public static async Task<bool> MoveAsync(FactoryContext context, Guid id, Guid productId, int index, CancellationToken cancellationToken)
    {
        if (!await context.CollectionProducts.AnyAsync(p => p.CollectionId == id && p.ProductId == productId, cancellationToken)) return false;
        for (var anew = false; ; anew = true)
        {
            // The places around the index, as they are without the product itself.
            var around = await Visible(context, id).Where(p => p.ProductId != productId).Skip(Math.Max(0, index - 1)).Take(index == 0 ? 1 : 2)
                .Select(p => p.Position).ToListAsync(cancellationToken);
            long? before = index > 0 && around.Count > 0 ? around[0] : null;
            long? after = index == 0 && around.Count > 0 ? around[0] : around.Count == 2 ? around[1] : null;
            if (before is null && after is null && index > 0) before = await LastAsync(context, id, cancellationToken);
            if (Between(before, after) is { } position)
            {
                await context.CollectionProducts.Where(p => p.CollectionId == id && p.ProductId == productId)
                    .ExecuteUpdateAsync(s => s.SetProperty(p => p.Position, position), cancellationToken);
                return true;
            }

            if (anew) throw new InvalidOperationException("The places of a collection leave no gap after being numbered anew.");
            await NumberAnewAsync(context, id, cancellationToken);
        }
    }

    /// <summary>A free number strictly between; null when there is none.</summary>
    static int? Between(long? before, long? after)
    {
        var (low, high) = (before ?? (after ?? Gap) - (2L * Gap), after ?? (before ?? 0) + (2L * Gap));
        var middle = low + ((high - low) / 2);
        return middle > low && middle < high && middle is > int.MinValue and < int.MaxValue ? (int)middle : null;
    }

    static async Task<int> LastAsync(FactoryContext context, Guid id, CancellationToken cancellationToken) =>
        await context.CollectionProducts.Where(p => p.CollectionId == id).OrderByDescending(p => p.Position)
            .Select(p => (int?)p.Position).FirstOrDefaultAsync(cancellationToken) ?? 0;

    static async Task NumberAnewAsync(FactoryContext context, Guid id, CancellationToken cancellationToken)
    {
        var places = await context.CollectionProducts.Where(p => p.CollectionId == id).OrderBy(p => p.Position).ThenBy(p => p.ProductId)
            .AsTracking().ToListAsync(cancellationToken);
        var gap = (int)Math.Min(Gap, int.MaxValue / 2 / (places.Count + 1L));
        for (var i = 0; i < places.Count; i++) places[i].Position = (i + 1) * gap;
        await context.SaveChangesAsync(cancellationToken);
        context.ChangeTracker.Clear();
    }
}
