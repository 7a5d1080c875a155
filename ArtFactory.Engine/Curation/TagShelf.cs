using System.Text.RegularExpressions;
using ArtFactory.Data;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Live;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Curation;

sealed partial class TagShelf(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, IChangeFeed feed, TimeProvider time) : ITagShelf
{
    public async Task<IReadOnlyList<TagRow>> ListAsync(string? text = null, int take = 500, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Tag> tags = context.Tags;
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = Wording.Containing(text);
            tags = tags.Where(t => EF.Functions.Like(t.Name, pattern, "\\"));
        }

        var rows = await tags.OrderBy(t => t.Name).Take(Math.Max(0, take))
            .Select(t => new TagRow(t.Id, t.Name, t.Color, t.Description, t.UsageCount, t.CreatedAt)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public async Task<TagUse?> UseAsync(Guid id, int take = 100, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tag = await context.Tags.Where(t => t.Id == id)
            .Select(t => new TagRow(t.Id, t.Name, t.Color, t.Description, t.UsageCount, t.CreatedAt)).FirstOrDefaultAsync(cancellationToken);
        if (tag is null) return null;
        var (counts, things) = (new Dictionary<TaggedEntity, int>(), new List<TaggedThing>());
        IQueryable<Guid> Of(TaggedEntity kind) => context.TagAssociations.Where(a => a.TagId == id && a.EntityType == kind).Select(a => a.EntityId);
        async Task<bool> CountAsync<T>(TaggedEntity kind, IQueryable<T> tagged)
        {
            var count = await tagged.CountAsync(cancellationToken);
            if (count > 0) counts[kind] = count;
            return count > 0;
        }

        var onProjects = Of(TaggedEntity.Project);
        var projects = context.Projects.Where(p => onProjects.Contains(p.Id));
        if (await CountAsync(TaggedEntity.Project, projects))
            things.AddRange(await projects.OrderByDescending(p => p.Id).Take(take).Select(p => new TaggedThing(TaggedEntity.Project, p.Id, p.Name, p.CreatedAt)).ToListAsync(cancellationToken));
        var onOrders = Of(TaggedEntity.Order);
        var orders = context.Orders.Where(o => onOrders.Contains(o.Id));
        if (await CountAsync(TaggedEntity.Order, orders))
        {
            var rows = await orders.OrderByDescending(o => o.Id).Take(take).Select(o => new { o.Id, o.BaseParameterSet, o.CreatedAt }).ToListAsync(cancellationToken);
            things.AddRange(rows.Select(o => new TaggedThing(TaggedEntity.Order, o.Id, o.BaseParameterSet.Text("prompt") ?? "", o.CreatedAt)));
        }

        var onCollections = Of(TaggedEntity.Collection);
        var collections = context.Collections.Where(c => onCollections.Contains(c.Id));
        if (await CountAsync(TaggedEntity.Collection, collections))
            things.AddRange(await collections.OrderByDescending(c => c.Id).Take(take).Select(c => new TaggedThing(TaggedEntity.Collection, c.Id, c.Name, c.CreatedAt)).ToListAsync(cancellationToken));
        await CountAsync(TaggedEntity.Product, Of(TaggedEntity.Product).Join(context.Products, i => i, p => p.Id, (i, _) => i));
        return new TagUse(tag, counts, things);
    }

    public async Task<TagRow> CreateAsync(string name, string? color = null, string? description = null, CancellationToken cancellationToken = default)
    {
        var (kept, hue) = (Wording.Name(name, 100), Color(color));
        var tag = await writer.WriteAsync(async context =>
        {
            await RefuseTakenAsync(context, kept, Guid.Empty, cancellationToken);
            var made = new Tag { Id = FactoryId.New(time.GetUtcNow()), Name = kept, Color = hue, Description = Wording.Optional(description) };
            context.Tags.Add(made);
            await context.SaveChangesAsync(cancellationToken);
            return made;
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Tag, tag.Id));
        return new TagRow(tag.Id, tag.Name, tag.Color, tag.Description, 0, tag.CreatedAt);
    }

    public async Task EditAsync(Guid id, string name, string? color, string? description, CancellationToken cancellationToken = default)
    {
        var (kept, hue, words) = (Wording.Name(name, 100), Color(color), Wording.Optional(description));
        await writer.WriteAsync(async context =>
        {
            await RefuseTakenAsync(context, kept, id, cancellationToken);
            return await context.Tags.Where(t => t.Id == id).ExecuteUpdateAsync(
                s => s.SetProperty(t => t.Name, kept).SetProperty(t => t.Color, hue).SetProperty(t => t.Description, words), cancellationToken);
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Tag, id));
    }

    public async Task MergeAsync(Guid from, Guid into, CancellationToken cancellationToken = default)
    {
        if (from == into) throw new InvalidInputException("into", "A tag cannot be merged into itself; choose another.");
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await context.Tags.CountAsync(t => t.Id == from || t.Id == into, cancellationToken) < 2)
                throw new InvalidInputException("into", "One of the two tags is gone; load the list again.");
        }

        await writer.UntilDoneAsync(async context =>
        {
            var chunk = await context.TagAssociations.AsNoTracking().Where(a => a.TagId == from)
                .OrderBy(a => a.EntityType).ThenBy(a => a.EntityId).Take(FactoryWriter.ChunkSize).ToListAsync(cancellationToken);
            foreach (var sameKind in chunk.GroupBy(a => a.EntityType))
            {
                var (kind, ids) = (sameKind.Key, sameKind.Select(a => a.EntityId).ToList());
                var there = await context.TagAssociations.Where(a => a.TagId == into && a.EntityType == kind && ids.Contains(a.EntityId))
                    .Select(a => a.EntityId).ToListAsync(cancellationToken);
                context.TagAssociations.AddRange(sameKind.ExceptBy(there, a => a.EntityId)
                    .Select(a => new TagAssociation { TagId = into, EntityType = kind, EntityId = a.EntityId, CreatedAt = a.CreatedAt }));
                await context.SaveChangesAsync(cancellationToken);
                await context.TagAssociations.Where(a => a.TagId == from && a.EntityType == kind && ids.Contains(a.EntityId))
                    .ExecuteDeleteAsync(cancellationToken);
            }

            return chunk.Count;
        }, cancellationToken);
        await writer.WriteAsync(context => context.Tags.Where(t => t.Id == from).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Tag, into));
        feed.Publish(new Change(ChangeKind.Tag, from));
        feed.Publish(new Change(ChangeKind.Product, Guid.Empty));
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await writer.UntilDoneAsync(async context =>
        {
            var chunk = await context.TagAssociations.Where(a => a.TagId == id).OrderBy(a => a.EntityType).ThenBy(a => a.EntityId)
                .Select(a => a.EntityId).Take(FactoryWriter.ChunkSize).ToListAsync(cancellationToken);
            if (chunk.Count > 0)
                await context.TagAssociations.Where(a => a.TagId == id && chunk.Contains(a.EntityId)).ExecuteDeleteAsync(cancellationToken);
            return chunk.Count;
        }, cancellationToken);
        await writer.WriteAsync(context => context.Tags.Where(t => t.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Tag, id));
        feed.Publish(new Change(ChangeKind.Product, Guid.Empty));
    }

    static async Task RefuseTakenAsync(FactoryContext context, string name, Guid except, CancellationToken cancellationToken)
    {
        if (await TagNames.FindAsync(context, name, cancellationToken) is { } found && found.Id != except)
            throw new InvalidInputException("name", $"There is a tag '{found.Name}' already; take another name, or merge the two.");
    }

    static string? Color(string? color)
    {
        var kept = Wording.Optional(color)?.ToLowerInvariant();
        return kept is null || HexColor().IsMatch(kept)
            ? kept
            : throw new InvalidInputException("color", $"'{color}' is no colour; write it as #rrggbb, for instance #d97706.");
    }

    [GeneratedRegex("^#[0-9a-f]{6}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HexColor();
}
