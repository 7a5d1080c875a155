using ArtFactory.Data;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Curation;

sealed class Curator(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, ITrash trash, IChangeFeed feed, TimeProvider time) : ICurator
{
    public async Task<int> LikeAsync(IReadOnlyCollection<Guid> productIds, bool liked, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changed = await writer.EachAsync(productIds, (context, ids) => context.Products
            .Where(p => ids.Contains(p.Id) && p.Liked != liked)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Liked, liked).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        if (changed > 0) feed.Publish(ChangeKind.Product, productIds);
        return changed;
    }

    public async Task<int> RateAsync(IReadOnlyCollection<Guid> productIds, int? rating, CancellationToken cancellationToken = default)
    {
        if (rating is < 1 or > 5) throw new InvalidInputException("rating", $"A rating is 1 to 5 stars, or none; {rating} is not.");
        var now = time.GetUtcNow().UtcDateTime;
        var changed = await writer.EachAsync(productIds, (context, ids) => context.Products
            .Where(p => ids.Contains(p.Id) && p.Rating != rating)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Rating, rating).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        if (changed > 0) feed.Publish(ChangeKind.Product, productIds);
        return changed;
    }

    public async Task SetNotesAsync(Guid productId, string? notes, CancellationToken cancellationToken = default)
    {
        var kept = Wording.Optional(notes);
        if (kept is { Length: > 100_000 }) throw new InvalidInputException("notes", "The notes have more than 100,000 characters; shorten them.");
        var now = time.GetUtcNow().UtcDateTime;
        var changed = await writer.WriteAsync(context => context.Products.Where(p => p.Id == productId && p.Notes != kept)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Notes, kept).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        if (changed > 0) feed.Publish(new Change(ChangeKind.Product, productId));
    }

    public Task<int> TrashAsync(IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default) =>
        trash.TrashAsync(TrashKind.Product, productIds, cancellationToken);

    public Task<int> RestoreAsync(IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default) =>
        trash.RestoreAsync(TrashKind.Product, productIds, cancellationToken);

    public async Task<int> MoveAsync(IReadOnlyCollection<Guid> productIds, Guid projectId, CancellationToken cancellationToken = default)
    {
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await context.Projects.AnyAsync(p => p.Id == projectId, cancellationToken))
                throw new InvalidInputException("project_id", "There is no such project; it may have been deleted. Choose another.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var changed = await writer.EachAsync(productIds, (context, ids) => context.Products
            .Where(p => ids.Contains(p.Id) && p.ProjectId != projectId)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.ProjectId, projectId).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        if (changed > 0)
        {
            feed.Publish(ChangeKind.Product, productIds);
            feed.Publish(new Change(ChangeKind.Project, Guid.Empty));
        }

        return changed;
    }

    public async Task<TagView> TagAsync(TaggedEntity entity, IReadOnlyCollection<Guid> ids, string tagName, CancellationToken cancellationToken = default)
    {
        var name = Wording.Name(tagName, 100);
        var (tag, isNew) = await writer.WriteAsync(async context =>
        {
            if (await TagNames.FindAsync(context, name, cancellationToken) is { } found) return (new TagView(found.Id, found.Name, found.Color), false);
            var made = new Tag { Id = FactoryId.New(time.GetUtcNow()), Name = name };
            context.Tags.Add(made);
            await context.SaveChangesAsync(cancellationToken);
            return (new TagView(made.Id, made.Name, made.Color), true);
        }, cancellationToken);
        var added = await writer.EachAsync(ids, async (context, chunk) =>
        {
            var there = await Existing(context, entity, chunk).ToListAsync(cancellationToken);
            var tagged = await context.TagAssociations.Where(a => a.TagId == tag.Id && a.EntityType == entity && chunk.Contains(a.EntityId))
                .Select(a => a.EntityId).ToListAsync(cancellationToken);
            context.TagAssociations.AddRange(there.Except(tagged).Select(id => new TagAssociation { TagId = tag.Id, EntityType = entity, EntityId = id }));
            return await context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
        if (isNew || added > 0) Publish(entity, ids, tag.Id);
        return tag;
    }

    public async Task UntagAsync(TaggedEntity entity, IReadOnlyCollection<Guid> ids, Guid tagId, CancellationToken cancellationToken = default)
    {
        var removed = await writer.EachAsync(ids, (context, chunk) => context.TagAssociations
            .Where(a => a.TagId == tagId && a.EntityType == entity && chunk.Contains(a.EntityId)).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        if (removed > 0) Publish(entity, ids, tagId);
    }

    public async Task<IReadOnlyList<TagView>> TagsOfAsync(TaggedEntity entity, Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.TagAssociations.Where(a => a.EntityType == entity && a.EntityId == id)
            .Join(context.Tags, a => a.TagId, t => t.Id, (_, t) => t).OrderBy(t => t.Name)
            .Select(t => new TagView(t.Id, t.Name, t.Color)).ToListAsync(cancellationToken);
    }

    static IQueryable<Guid> Existing(FactoryContext context, TaggedEntity entity, Guid[] ids) => entity switch
    {
        TaggedEntity.Project => context.Projects.Where(p => ids.Contains(p.Id)).Select(p => p.Id),
        TaggedEntity.Order => context.Orders.Where(o => ids.Contains(o.Id)).Select(o => o.Id),
        TaggedEntity.Product => context.Products.Where(p => ids.Contains(p.Id)).Select(p => p.Id),
        TaggedEntity.Collection => context.Collections.Where(c => ids.Contains(c.Id)).Select(c => c.Id),
        _ => throw new InvalidInputException("entity", $"{entity} cannot carry tags."),
    };

    void Publish(TaggedEntity entity, IReadOnlyCollection<Guid> ids, Guid tagId)
    {
        feed.Publish(new Change(ChangeKind.Tag, tagId));
        feed.Publish(entity switch
        {
            TaggedEntity.Project => ChangeKind.Project,
            TaggedEntity.Order => ChangeKind.Order,
            TaggedEntity.Product => ChangeKind.Product,
            _ => ChangeKind.Collection,
        }, ids);
    }
}
