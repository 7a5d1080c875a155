using ArtFactory.Data;
using ArtFactory.Data.Collections;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Projects;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Upkeep;

/// <summary>Reads the trash: what was put there by itself, not what merely went along with its project or order.</summary>
sealed class TrashListing(FactoryContext context, int take, TimeSpan kept)
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];
    const int LongestTitle = 120;

    IQueryable<Project> Projects => context.Projects.IgnoreQueryFilters(Filter).Where(p => p.DeletedAt != null);
    IQueryable<Collection> Collections => context.Collections.IgnoreQueryFilters(Filter).Where(c => c.DeletedAt != null);

    IQueryable<Order> Orders => context.Orders.IgnoreQueryFilters(Filter)
        .Where(o => o.DeletedAt != null && !Projects.Any(p => p.Id == o.ProjectId && p.DeletedAt == o.DeletedAt));

    IQueryable<Product> Products => context.Products.IgnoreQueryFilters(Filter)
        .Where(p => p.DeletedAt != null && !Projects.Any(x => x.Id == p.ProjectId && x.DeletedAt == p.DeletedAt)
            && !context.OrderItems.IgnoreQueryFilters(Filter).Any(i => i.Id == p.OrderItemId && i.Order!.DeletedAt == p.DeletedAt));

    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await Projects.CountAsync(cancellationToken) + await Orders.CountAsync(cancellationToken)
        + await Products.CountAsync(cancellationToken) + await Collections.CountAsync(cancellationToken);

    public async Task<IEnumerable<TrashEntry>> ProjectsAsync(CancellationToken cancellationToken) =>
        (await Projects.OrderByDescending(p => p.DeletedAt).ThenByDescending(p => p.Id).Take(take)
            .Select(p => new
            {
                p.Id,
                p.Name,
                p.DeletedAt,
                Thumbnails = context.Products.IgnoreQueryFilters(Filter).Where(x => x.ProjectId == p.Id && x.DeletedAt == p.DeletedAt)
                    .Select(x => x.ThumbnailPaths).FirstOrDefault(),
            }).ToListAsync(cancellationToken))
        .Select(p => Entry(TrashKind.Project, p.Id, p.Name, p.Thumbnails, p.DeletedAt));

    public async Task<IEnumerable<TrashEntry>> OrdersAsync(CancellationToken cancellationToken) =>
        (await Orders.OrderByDescending(o => o.DeletedAt).ThenByDescending(o => o.Id).Take(take)
            .Select(o => new
            {
                o.Id,
                o.BaseParameterSet,
                o.DeletedAt,
                Thumbnails = context.Products.IgnoreQueryFilters(Filter)
                    .Where(p => context.OrderItems.IgnoreQueryFilters(Filter).Where(i => i.OrderId == o.Id).Select(i => (Guid?)i.Id).Contains(p.OrderItemId))
                    .Select(p => p.ThumbnailPaths).FirstOrDefault(),
            }).ToListAsync(cancellationToken))
        .Select(o => Entry(TrashKind.Order, o.Id, o.BaseParameterSet.Text("prompt") ?? "An order without a prompt", o.Thumbnails, o.DeletedAt));

    public async Task<IEnumerable<TrashEntry>> ProductsAsync(CancellationToken cancellationToken) =>
        (await Products.OrderByDescending(p => p.DeletedAt).ThenByDescending(p => p.Id).Take(take)
            .Select(p => new { p.Id, p.Prompt, p.Type, p.ThumbnailPaths, p.DeletedAt }).ToListAsync(cancellationToken))
        .Select(p => Entry(TrashKind.Product, p.Id, p.Prompt ?? $"A {p.Type.ToString().ToLowerInvariant()} without a prompt", p.ThumbnailPaths, p.DeletedAt));

    public async Task<IEnumerable<TrashEntry>> CollectionsAsync(CancellationToken cancellationToken) =>
        (await Collections.OrderByDescending(c => c.DeletedAt).ThenByDescending(c => c.Id).Take(take)
            .Select(c => new
            {
                c.Id,
                c.Name,
                c.DeletedAt,
                Thumbnails = context.CollectionProducts.Where(x => x.CollectionId == c.Id).OrderBy(x => x.Position)
                    .Select(x => context.Products.Where(p => p.Id == x.ProductId).Select(p => p.ThumbnailPaths).FirstOrDefault()).FirstOrDefault(),
            }).ToListAsync(cancellationToken))
        .Select(c => Entry(TrashKind.Collection, c.Id, c.Name, c.Thumbnails, c.DeletedAt));

    TrashEntry Entry(string kind, Guid id, string title, ThumbnailPaths? thumbnails, DateTime? deletedAt) =>
        new(kind, id, title.Length > LongestTitle ? title[..(LongestTitle - 1)] + "…" : title, thumbnails?.Medium, deletedAt!.Value, deletedAt.Value + kept);
}
