using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Spending;
using ArtFactory.Engine.Upkeep;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Projects;

sealed class ProjectShelf(IDbContextFactory<FactoryContext> contexts, FactoryWriter writer, ITrash trash, IChangeFeed feed, TimeProvider time) : IProjectShelf
{
    const int MostFeatured = 4;
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    // A seek a card: one query for all cards would number every product to find four of each project.
    // Of this object and not of the type: a compiled query belongs to the model of one engine.
    readonly Func<FactoryContext, Guid, IAsyncEnumerable<ThumbnailPaths?>> _newest = EF.CompileAsyncQuery((FactoryContext context, Guid projectId) =>
        context.Products.Where(p => p.ProjectId == projectId && p.ThumbnailPaths != null).OrderByDescending(p => p.Id).Select(p => p.ThumbnailPaths).Take(MostFeatured));

    public async Task<IReadOnlyList<ProjectCard>> ListAsync(
        string? text = null, ProjectStatus? status = null, ProjectOrder order = ProjectOrder.LastActivity, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Project> projects = context.Projects;
        if (status is { } wanted) projects = projects.Where(p => p.Status == wanted);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var pattern = Wording.Containing(text);
            projects = projects.Where(p => EF.Functions.Like(p.Name, pattern, "\\") || EF.Functions.Like(p.Description!, pattern, "\\"));
        }

        var cards = await CardsAsync(context, projects, cancellationToken);
        return order switch
        {
            ProjectOrder.Name => [.. cards.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Id)],
            ProjectOrder.Newest => [.. cards.OrderByDescending(c => c.Id)],
            ProjectOrder.Products => [.. cards.OrderByDescending(c => c.ProductCount).ThenByDescending(c => c.Id)],
            _ => [.. cards.OrderByDescending(c => c.LastActivity).ThenByDescending(c => c.Id)],
        };
    }

    public async Task<ProjectCard?> FindAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await CardsAsync(context, context.Projects.IgnoreQueryFilters(Filter).Where(p => p.Id == id), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<ProjectFigures> FiguresAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var products = await context.Products.Where(p => p.ProjectId == id).GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Bytes = g.Sum(p => p.FileSize ?? 0), Kept = g.Count(p => p.Liked || p.Rating >= 4) })
            .FirstOrDefaultAsync(cancellationToken);
        var orders = await context.Orders.CountAsync(o => o.ProjectId == id, cancellationToken);

        // The project keeps its sums itself: money stays spent when its order is gone.
        var money = await context.Projects.IgnoreQueryFilters(Filter).Where(p => p.Id == id).Select(p => new { p.CostSpent, p.CostReserved, p.BudgetLimit })
            .FirstOrDefaultAsync(cancellationToken);
        var open = await context.Orders.Where(o => o.ProjectId == id && o.CostPlanned != null && (o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing))
            .Select(o => new { Planned = o.CostPlanned!.Value, o.ExpandedCount, Ended = o.CompletedCount + o.FailedCount + o.CancelledCount }).ToListAsync(cancellationToken);
        var planned = open.Sum(o => SpendSum.OpenShare(o.Planned, o.ExpandedCount, o.Ended));
        var (spent, reserved, budget) = (money?.CostSpent ?? 0, money?.CostReserved ?? 0, money?.BudgetLimit);
        return products is null
            ? new ProjectFigures(0, orders, spent, 0, null, reserved, budget, planned)
            : new ProjectFigures(products.Count, orders, spent, products.Bytes, (double)products.Kept / products.Count, reserved, budget, planned);
    }

    public async Task<Guid> CreateAsync(string name, string? description = null, CancellationToken cancellationToken = default)
    {
        var project = new Project { Id = FactoryId.New(time.GetUtcNow()), Name = Wording.Name(name), Description = Wording.Optional(description) };
        await writer.WriteAsync(context =>
        {
            context.Projects.Add(project);
            return context.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Project, project.Id));
        return project.Id;
    }

    public async Task EditAsync(Guid id, string name, string? description, CancellationToken cancellationToken = default)
    {
        var (kept, words, now) = (Wording.Name(name), Wording.Optional(description), time.GetUtcNow().UtcDateTime);
        await writer.WriteAsync(context => context.Projects.Where(p => p.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Name, kept).SetProperty(p => p.Description, words).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Project, id));
    }

    public async Task SetStatusAsync(Guid id, ProjectStatus status, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await writer.WriteAsync(context => context.Projects.Where(p => p.Id == id).ExecuteUpdateAsync(
            s => s.SetProperty(p => p.Status, status).SetProperty(p => p.UpdatedAt, now), cancellationToken), cancellationToken);
        feed.Publish(new Change(ChangeKind.Project, id));
    }

    public async Task FeatureAsync(Guid productId, bool featured, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var project = await writer.WriteAsync(async context =>
        {
            var owner = await context.Products.Where(p => p.Id == productId).Select(p => p.ProjectId).FirstOrDefaultAsync(cancellationToken);
            if (owner is not { } id || await context.Projects.AsTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } row)
                throw new InvalidInputException("project_id", "The product is in no project, so there is no card to show it on. Move it to a project first.");

            // What moved away or was deleted leaves its place to others.
            var ids = row.FeaturedProductIds.ToArray();
            var there = await context.Products.Where(p => ids.Contains(p.Id) && p.ProjectId == id).Select(p => p.Id).ToListAsync(cancellationToken);
            List<Guid> kept = [.. ids.Where(i => i != productId && there.Contains(i))];
            if (featured) kept.Add(productId);
            if (kept.Count > MostFeatured)
                throw new InvalidInputException("featured_product_ids", $"The card of “{row.Name}” shows {MostFeatured} products already; take one of them off it first.");
            (row.FeaturedProductIds, row.UpdatedAt) = (kept, now);
            await context.SaveChangesAsync(cancellationToken);
            return id;
        }, cancellationToken);
        feed.Publish(new Change(ChangeKind.Project, project));
        feed.Publish(new Change(ChangeKind.Product, productId, ProjectId: project));
    }

    public Task TrashAsync(Guid id, CancellationToken cancellationToken = default) => trash.TrashAsync(TrashKind.Project, [id], cancellationToken);

    public Task RestoreAsync(Guid id, CancellationToken cancellationToken = default) => trash.RestoreAsync(TrashKind.Project, [id], cancellationToken);

    async Task<List<ProjectCard>> CardsAsync(FactoryContext context, IQueryable<Project> projects, CancellationToken cancellationToken)
    {
        var rows = await projects.Select(p => new
        {
            p.Id,
            p.Name,
            p.Description,
            p.Status,
            p.ProductCount,
            p.OrderCount,
            p.FeaturedProductIds,
            p.CreatedAt,
            p.UpdatedAt,
            p.DeletedAt,
            LastProduct = context.Products.Where(x => x.ProjectId == p.Id && x.DeletedAt == null).OrderByDescending(x => x.Id).Select(x => (DateTime?)x.CreatedAt).FirstOrDefault(),
            LastOrder = context.Orders.Where(x => x.ProjectId == p.Id && x.DeletedAt == null).OrderByDescending(x => x.Id).Select(x => (DateTime?)x.CreatedAt).FirstOrDefault(),
        }).ToListAsync(cancellationToken);

        var featuredIds = rows.SelectMany(p => p.FeaturedProductIds).Distinct().ToArray();
        var featured = new Dictionary<(Guid? Project, Guid Product), string>();
        foreach (var chunk in featuredIds.Chunk(FactoryWriter.ChunkSize))
        {
            foreach (var product in await context.Products.Where(p => chunk.Contains(p.Id) && p.DeletedAt == null)
                .Select(p => new { p.Id, p.ProjectId, p.ThumbnailPaths }).ToListAsync(cancellationToken))
                if (product.ThumbnailPaths?.Medium is { } path) featured[(product.ProjectId, product.Id)] = path;
        }

        var cards = new List<ProjectCard>(rows.Count);
        foreach (var p in rows)
        {
            var pictures = p.FeaturedProductIds.Select(f => featured.GetValueOrDefault((p.Id, f))).OfType<string>().ToList();
            if (pictures.Count < MostFeatured && p.ProductCount > 0)
                await foreach (var newest in _newest(context, p.Id).WithCancellation(cancellationToken)) pictures.Add(newest?.Medium!);
            cards.Add(new ProjectCard(p.Id, p.Name, p.Description, p.Status, p.ProductCount, p.OrderCount,
                [.. pictures.Where(t => t is not null).Distinct().Take(MostFeatured)],
                new[] { p.UpdatedAt, p.LastProduct ?? p.UpdatedAt, p.LastOrder ?? p.UpdatedAt }.Max(), p.CreatedAt, p.DeletedAt));
        }

        return cards;
    }
}
