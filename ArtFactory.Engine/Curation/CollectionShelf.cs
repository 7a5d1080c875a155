using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Curation;

sealed class CollectionShelf(
    IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, CollectionOrder order, IGallery gallery, ITrash trash, IChangeFeed feed,
    TimeProvider time) : ICollectionShelf
{
    const int MostPictures = 4;
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    // A seek a card: one query for all cards would number every place to find four of each collection.
    // Of this object and not of the type: a compiled query belongs to the model of one engine.
    readonly Func<FactoryContext, Guid, IAsyncEnumerable<ThumbnailPaths?>> _first = EF.CompileAsyncQuery((FactoryContext context, Guid id) =>
        context.CollectionProducts.Where(p => p.CollectionId == id).OrderBy(p => p.Position).ThenBy(p => p.ProductId)
            .Join(context.Products.Where(p => p.ThumbnailPaths != null), p => p.ProductId, p => p.Id, (_, p) => p.ThumbnailPaths).Take(MostPictures));

    public async Task<IReadOnlyList<CollectionCard>> ListAsync(string? text = null, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Collection> collections = context.Collections;
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = Wording.Containing(text);
            collections = collections.Where(c => EF.Functions.Like(c.Name, pattern, "\\") || EF.Functions.Like(c.Description!, pattern, "\\"));
        }

        return await CardsAsync(context, collections.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id), cancellationToken);
    }

    public async Task<CollectionCard?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await CardsAsync(context, context.Collections.IgnoreQueryFilters(Filter).Where(c => c.Id == id), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Guid> CreateAsync(string name, string? description = null, CancellationToken cancellationToken = default)
    {
        var collection = new Collection { Id = FactoryId.New(time.GetUtcNow()), Name = Wording.Name(name), Description = Wording.Optional(description) };
        await writer.WriteAsync(context =>
        {
            context.Collections.Add(collection);
            return context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Collection, collection.Id));
        return collection.Id;
    }

    public async Task EditAsync(Guid id, string name, string? description, CancellationToken cancellationToken = default)
    {
        var (kept, words, now) = (Wording.Name(name), Wording.Optional(description), time.GetUtcNow().UtcDateTime);
        await writer.WriteAsync(context => context.Collections.Where(c => c.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Name, kept).SetProperty(c => c.Description, words).SetProperty(c => c.UpdatedAt, now), cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Collection, id));
    }

    public async Task SetCoverAsync(Guid id, Guid? productId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await writer.WriteAsync(async context =>
        {
            if (productId is { } cover && !await context.Products.AnyAsync(p => p.Id == cover, cancellationToken))
                throw new InvalidInputException("cover_product_id", "The product chosen as cover is gone; choose another.");
            return await context.Collections.Where(c => c.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(c => c.CoverProductId, productId).SetProperty(c => c.UpdatedAt, now), cancellationToken);
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Collection, id));
    }

    public async Task<IReadOnlyList<GalleryTile>> ProductsAsync(Guid id, int skip = 0, int take = 200, CancellationToken cancellationToken = default)
    {
        List<Guid> ids;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            ids = await CollectionOrder.Visible(context, id).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 0, 10_000))
                .Select(p => p.ProductId).ToListAsync(cancellationToken);
        }

        return await gallery.TilesAsync(ids, cancellationToken);
    }

    public async Task<int> AddAsync(Guid id, IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Collections.AnyAsync(c => c.Id == id, cancellationToken))
                throw new InvalidInputException("collection_id", "There is no such collection; it may have been deleted. Choose another.");
        }

        var added = await writer.EachAsync(productIds, (context, ids) => order.AppendAsync(context, id, ids, cancellationToken), cancellationToken);
        if (added > 0) await ChangedAsync(id, cancellationToken);
        return added;
    }

    public async Task<int> RemoveAsync(Guid id, IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default)
    {
        var removed = await writer.EachAsync(productIds, (context, ids) => context.CollectionProducts
            .Where(p => p.CollectionId == id && ids.Contains(p.ProductId)).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        if (removed > 0) await ChangedAsync(id, cancellationToken);
        return removed;
    }

    public async Task MoveAsync(Guid id, Guid productId, int index, CancellationToken cancellationToken = default)
    {
        if (index < 0) throw new InvalidInputException("index", "A place in a collection counts from 0.");
        if (await writer.WriteAsync(context => CollectionOrder.MoveAsync(context, id, productId, index, cancellationToken), cancellationToken))
            await ChangedAsync(id, cancellationToken);
    }

    public Task TrashAsync(Guid id, CancellationToken cancellationToken = default) => trash.TrashAsync(TrashKind.Collection, [id], cancellationToken);

    public Task RestoreAsync(Guid id, CancellationToken cancellationToken = default) => trash.RestoreAsync(TrashKind.Collection, [id], cancellationToken);

    async Task ChangedAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await writer.WriteAsync(context => context.Collections.Where(c => c.Id == id)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.UpdatedAt, now), cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Collection, id));
    }

    async Task<IReadOnlyList<CollectionCard>> CardsAsync(FactoryContext context, IQueryable<Collection> collections, CancellationToken cancellationToken)
    {
        var rows = await collections.Select(c => new
        {
            c.Id,
            c.Name,
            c.Description,
            c.ProductCount,
            c.IsPublic,
            c.UpdatedAt,
            c.DeletedAt,
            Cover = context.Products.Where(p => p.Id == c.CoverProductId && p.DeletedAt == null).Select(p => p.ThumbnailPaths).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        var cards = new List<CollectionCard>(rows.Count);
        foreach (var c in rows)
        {
            List<string?> pictures = [c.Cover?.Medium];
            if (c.ProductCount > 0)
                await foreach (var first in _first(context, c.Id).WithCancellation(cancellationToken)) pictures.Add(first?.Medium);
            cards.Add(new CollectionCard(c.Id, c.Name, c.Description, c.ProductCount, c.IsPublic,
                [.. pictures.OfType<string>().Distinct().Take(MostPictures)], c.UpdatedAt, c.DeletedAt));
        }

        return cards;
    }
}
