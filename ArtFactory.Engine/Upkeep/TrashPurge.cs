using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>
/// Deletes rows for good. In the transaction that deletes products, the files they leave are written down as a job of ours: rows go
/// first, files after, and a crash in between forgets nothing.
/// </summary>
sealed class TrashPurge(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, FilePurge files, TimeProvider time)
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    /// <summary>Answers how many of the named rows are gone; what is not in the trash stays.</summary>
    public Task<int> RunAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => kind switch
    {
        TrashKind.Project => EachAsync(ids, id => ProjectAsync(id, cancellationToken)),
        TrashKind.Order => EachAsync(ids, id => OrderAsync(id, cancellationToken)),
        TrashKind.Product => ProductsAsync(ids, cancellationToken),
        TrashKind.Collection => EachAsync(ids, id => CollectionAsync(id, cancellationToken)),
        _ => throw TrashKind.Unknown(kind),
    };

    static async Task<int> EachAsync(IReadOnlyCollection<Guid> ids, Func<Guid, Task<int>> purge)
    {
        var sum = 0;
        foreach (var id in ids.Distinct()) sum += await purge(id);
        return sum;
    }

    async Task<int> ProductsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var chunk in ids.Distinct().Chunk(FactoryWriter.ChunkSize))
            gone += await DeleteAsync(context => context.Products.IgnoreQueryFilters(Filter).Where(p => chunk.Contains(p.Id) && p.DeletedAt != null), cancellationToken);
        return gone;
    }

    async Task<int> ProjectAsync(Guid id, CancellationToken cancellationToken)
    {
        List<Guid> orders;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Projects.IgnoreQueryFilters(Filter).AnyAsync(p => p.Id == id && p.DeletedAt != null, cancellationToken)) return 0;
            orders = await context.Orders.IgnoreQueryFilters(Filter).Where(o => o.ProjectId == id).Select(o => o.Id).ToListAsync(cancellationToken);
        }

        await DeleteAllAsync(context => context.Products.IgnoreQueryFilters(Filter).Where(p => p.ProjectId == id), cancellationToken);
        foreach (var order in orders) await DeleteOrderAsync(order, cancellationToken);
        return await writer.WriteAsync(context => context.Projects.IgnoreQueryFilters(Filter).Where(p => p.Id == id)
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    async Task<int> OrderAsync(Guid id, CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Orders.IgnoreQueryFilters(Filter).AnyAsync(o => o.Id == id && o.DeletedAt != null, cancellationToken)) return 0;
        }

        // Products that were taken out of the trash by themselves stay; they only lose the order.
        await DeleteAllAsync(context => context.Products.IgnoreQueryFilters(Filter)
            .Where(p => p.DeletedAt != null && p.OrderItem!.OrderId == id), cancellationToken);
        return await DeleteOrderAsync(id, cancellationToken);
    }

    async Task<int> DeleteOrderAsync(Guid id, CancellationToken cancellationToken)
    {
        // The ledger stays. What was under way nobody will follow any more, so a person says what became of it.
        await writer.WriteAsync(context => context.GenerationAttempts
            .Where(a => a.OrderId == id && (a.State == AttemptState.Reserved || a.State == AttemptState.Submitted))
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.State, AttemptState.Unknown)
                .SetProperty(a => a.ErrorMessage, "The order was deleted while the request was under way."), cancellationToken), cancellationToken);
        await writer.UntilDoneAsync(context => context.OrderItems
            .Where(i => context.OrderItems.Where(x => x.OrderId == id).OrderBy(x => x.SequenceNumber).Select(x => x.Id).Take(FactoryWriter.ChunkSize).Contains(i.Id))
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
        return await writer.WriteAsync(context => context.Orders.IgnoreQueryFilters(Filter).Where(o => o.Id == id)
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    async Task<int> CollectionAsync(Guid id, CancellationToken cancellationToken)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Collections.IgnoreQueryFilters(Filter).AnyAsync(c => c.Id == id && c.DeletedAt != null, cancellationToken)) return 0;
        }

        await writer.UntilDoneAsync(context => context.CollectionProducts
            .Where(c => c.CollectionId == id && context.CollectionProducts.Where(x => x.CollectionId == id)
                .Select(x => x.ProductId).Take(FactoryWriter.ChunkSize).Contains(c.ProductId))
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
        return await writer.WriteAsync(context => context.Collections.IgnoreQueryFilters(Filter).Where(c => c.Id == id)
            .ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    async Task DeleteAllAsync(Func<FactoryContext, IQueryable<Product>> products, CancellationToken cancellationToken)
    {
        while (await DeleteAsync(context => products(context).Take(FactoryWriter.ChunkSize), cancellationToken) > 0) cancellationToken.ThrowIfCancellationRequested();
    }

    async Task<int> DeleteAsync(Func<FactoryContext, IQueryable<Product>> products, CancellationToken cancellationToken)
    {
        var (gone, job) = await writer.WriteAsync(async context =>
        {
            var rows = await products(context)
                .Select(p => new { p.Id, p.FilePath, p.FileHash, p.ThumbnailPaths }).ToListAsync(cancellationToken);
            if (rows.Count == 0) return (0, Guid.Empty);
            var left = rows.Select(r => LeftFile.Of(r.FilePath, r.FileHash, r.ThumbnailPaths)).Distinct().ToList();
            var now = time.GetUtcNow();
            var row = new BackgroundJob
            {
                Id = FactoryId.New(now),
                Kind = FilePurge.JobKind,
                State = BackgroundJobState.Pending,
                Total = left.Count,
                Arguments = ParameterSet.Empty.With(FilePurge.FilesArgument, JsonSerializer.SerializeToElement(left, JsonSerializerOptions.Web)),
            };
            context.BackgroundJobs.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            var ids = rows.ConvertAll(r => r.Id);
            var deleted = await context.Products.IgnoreQueryFilters(Filter).Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
            return (deleted, row.Id);
        }, cancellationToken);
        if (gone > 0) await files.RunAsync(job, cancellationToken);
        return gone;
    }
}
