using ArtFactory.Data;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Trash by moment: what goes together carries the same <c>deleted_at</c>, so that a restore brings back exactly that. A project's or
/// an order's own row goes first and comes back last; an interrupted act is finished by doing it again.
/// </summary>
sealed class Trash(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, TrashPurge purge, ISettings settings, IChangeFeed feed, TimeProvider time)
    : ITrash, IDisposable
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    // A restore and a trashing of one project must not run through each other.
    readonly SemaphoreSlim _oneAct = new(1, 1);

    public async Task<IReadOnlyList<TrashEntry>> ListAsync(
        string? kind = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        if (kind is not (null or TrashKind.Project or TrashKind.Order or TrashKind.Product or TrashKind.Collection)) throw TrashKind.Unknown(kind);
        var days = await settings.GetAsync<int>(SettingKeys.TrashDays, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var listing = new TrashListing(context, skip + take, TimeSpan.FromDays(days));
        var entries = new List<TrashEntry>();
        if (kind is null or TrashKind.Project) entries.AddRange(await listing.ProjectsAsync(cancellationToken));
        if (kind is null or TrashKind.Order) entries.AddRange(await listing.OrdersAsync(cancellationToken));
        if (kind is null or TrashKind.Product) entries.AddRange(await listing.ProductsAsync(cancellationToken));
        if (kind is null or TrashKind.Collection) entries.AddRange(await listing.CollectionsAsync(cancellationToken));
        return [.. entries.OrderByDescending(e => e.DeletedAt).ThenByDescending(e => e.Id).Skip(skip).Take(take)];
    }

    public async Task<int> CountAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await new TrashListing(context, 0, TimeSpan.Zero).CountAsync(cancellationToken);
    }

    public Task<int> TrashAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return ActAsync(kind, ids, kind switch
        {
            TrashKind.Project => () => EachWholeAsync(ids, id => TrashProjectAsync(id, now, cancellationToken)),
            TrashKind.Order => () => EachWholeAsync(ids, id => TrashOrderAsync(id, now, cancellationToken)),
            TrashKind.Product => () => writer.EachAsync(ids, (context, chunk) => context.Products.Where(p => chunk.Contains(p.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, now), cancellationToken), cancellationToken),
            TrashKind.Collection => () => writer.EachAsync(ids, (context, chunk) => context.Collections.Where(c => chunk.Contains(c.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.DeletedAt, now), cancellationToken), cancellationToken),
            _ => throw TrashKind.Unknown(kind),
        }, cancellationToken);
    }

    public Task TrashOrderAsync(Guid orderId, CancellationToken cancellationToken = default) =>
        TrashAsync(TrashKind.Order, [orderId], cancellationToken);

    public Task<int> RestoreAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        ActAsync(kind, ids, kind switch
        {
            TrashKind.Project => () => EachWholeAsync(ids, id => RestoreProjectAsync(id, cancellationToken)),
            TrashKind.Order => () => EachWholeAsync(ids, id => RestoreOrderAsync(id, cancellationToken)),
            TrashKind.Product => () => writer.EachAsync(ids, (context, chunk) => RestoreProductsAsync(context, chunk, cancellationToken), cancellationToken),
            TrashKind.Collection => () => writer.EachAsync(ids, (context, chunk) => context.Collections.IgnoreQueryFilters(Filter)
                .Where(c => chunk.Contains(c.Id) && c.DeletedAt != null)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.DeletedAt, (DateTime?)null), cancellationToken), cancellationToken),
            _ => throw TrashKind.Unknown(kind),
        }, cancellationToken);

    public async Task PurgeAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default) =>
        await ActAsync(kind, ids, () => purge.RunAsync(kind, ids, cancellationToken), cancellationToken);

    public void Dispose() => _oneAct.Dispose();

    async Task<int> ActAsync(string kind, IReadOnlyCollection<Guid> ids, Func<Task<int>> act, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return 0;
        await _oneAct.WaitAsync(cancellationToken);
        int changed;
        try
        {
            changed = await act();
        }
        finally
        {
            _oneAct.Release();
        }

        Publish(kind, ids);
        return changed;
    }

    void Publish(string kind, IReadOnlyCollection<Guid> ids)
    {
        feed.Publish(kind switch
        {
            TrashKind.Project => ChangeKind.Project,
            TrashKind.Order => ChangeKind.Order,
            TrashKind.Product => ChangeKind.Product,
            _ => ChangeKind.Collection,
        }, ids);

        // Their counts and pictures changed with it.
        if (kind is TrashKind.Project or TrashKind.Order) feed.Publish(new Change(ChangeKind.Product, Guid.Empty));
        if (kind is TrashKind.Project) feed.Publish(new Change(ChangeKind.Order, Guid.Empty));
    }

    static async Task<int> EachWholeAsync(IReadOnlyCollection<Guid> ids, Func<Guid, Task<int>> act)
    {
        var sum = 0;
        foreach (var id in ids.Distinct()) sum += await act(id);
        return sum;
    }

    async Task<int> TrashProjectAsync(Guid id, DateTime now, CancellationToken cancellationToken)
    {
        var went = await writer.WriteAsync(context => context.Projects.Where(p => p.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, now), cancellationToken), cancellationToken);
        if (went > 0) await FollowProjectAsync(id, now, cancellationToken);
        return went;
    }

    async Task FollowProjectAsync(Guid id, DateTime moment, CancellationToken cancellationToken)
    {
        await writer.UntilDoneAsync(context => context.Products
            .Where(p => context.Products.Where(x => x.ProjectId == id).Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, moment), cancellationToken), cancellationToken);
        await writer.UntilDoneAsync(context => context.Orders
            .Where(o => context.Orders.Where(x => x.ProjectId == id).Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(o.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletedAt, moment), cancellationToken), cancellationToken);
    }

    async Task<int> TrashOrderAsync(Guid id, DateTime now, CancellationToken cancellationToken)
    {
        var went = await writer.WriteAsync(context => context.Orders.Where(o => o.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletedAt, now), cancellationToken), cancellationToken);
        if (went == 0) return 0;
        await writer.UntilDoneAsync(context => context.Products
            .Where(p => context.Products.Where(x => x.OrderItem!.OrderId == id).Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, now), cancellationToken), cancellationToken);
        return went;
    }

    async Task<int> RestoreProjectAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await MomentAsync(c => c.Projects.IgnoreQueryFilters(Filter).Where(p => p.Id == id).Select(p => p.DeletedAt), cancellationToken) is not { } moment)
            return 0;
        await writer.UntilDoneAsync(context => context.Orders.IgnoreQueryFilters(Filter)
            .Where(o => context.Orders.IgnoreQueryFilters(Filter).Where(x => x.ProjectId == id && x.DeletedAt == moment)
                .Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(o.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletedAt, (DateTime?)null), cancellationToken), cancellationToken);
        await writer.UntilDoneAsync(context => context.Products.IgnoreQueryFilters(Filter)
            .Where(p => context.Products.IgnoreQueryFilters(Filter).Where(x => x.DeletedAt == moment && x.ProjectId == id)
                .Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, (DateTime?)null), cancellationToken), cancellationToken);
        return await writer.WriteAsync(context => context.Projects.IgnoreQueryFilters(Filter).Where(p => p.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, (DateTime?)null), cancellationToken), cancellationToken);
    }

    async Task<int> RestoreOrderAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await MomentAsync(c => c.Orders.IgnoreQueryFilters(Filter).Where(o => o.Id == id).Select(o => o.DeletedAt), cancellationToken) is not { } moment)
            return 0;
        await writer.UntilDoneAsync(context => context.Products.IgnoreQueryFilters(Filter)
            .Where(p => context.Products.IgnoreQueryFilters(Filter).Where(x => x.DeletedAt == moment && x.OrderItem!.OrderId == id)
                .Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, (DateTime?)null), cancellationToken), cancellationToken);
        return await writer.WriteAsync(async context =>
        {
            await RestoreHomesAsync(context, context.Orders.IgnoreQueryFilters(Filter).Where(o => o.Id == id).Select(o => o.ProjectId), cancellationToken);
            return await context.Orders.IgnoreQueryFilters(Filter).Where(o => o.Id == id)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.DeletedAt, (DateTime?)null), cancellationToken);
        }, cancellationToken);
    }

    static async Task<int> RestoreProductsAsync(FactoryContext context, Guid[] ids, CancellationToken cancellationToken)
    {
        await RestoreHomesAsync(context, context.Products.IgnoreQueryFilters(Filter)
            .Where(p => ids.Contains(p.Id) && p.DeletedAt != null).Select(p => p.ProjectId), cancellationToken);
        return await context.Products.IgnoreQueryFilters(Filter).Where(p => ids.Contains(p.Id) && p.DeletedAt != null)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, (DateTime?)null), cancellationToken);
    }

    /// <summary>What comes back needs its project, though not what else went with that: else a purge of the project would take it.</summary>
    static Task<int> RestoreHomesAsync(FactoryContext context, IQueryable<Guid?> projectIds, CancellationToken cancellationToken) =>
        context.Projects.IgnoreQueryFilters(Filter).Where(p => p.DeletedAt != null && projectIds.Contains(p.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.DeletedAt, (DateTime?)null), cancellationToken);

    async Task<DateTime?> MomentAsync(Func<FactoryContext, IQueryable<DateTime?>> of, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await of(context).FirstOrDefaultAsync(cancellationToken);
    }
}
