using ArtFactory.Data;
using ArtFactory.Data.Tags;
using ArtFactory.Engine.Orders;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Inventory;

/// <summary>Reads one product with everything the viewer shows, also from the trash.</summary>
sealed class ProductReading(FactoryContext context)
{
    static readonly string[] Filter = [ISoftDeleted.FilterName];

    public async Task<ProductDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var row = await context.Products.IgnoreQueryFilters(Filter).Where(p => p.Id == id)
            .Select(p => new
            {
                Product = p,
                Project = context.Projects.Where(x => x.Id == p.ProjectId).Select(x => new { x.Name, x.FeaturedProductIds }).FirstOrDefault(),
                Item = p.OrderItem,
                Order = p.OrderItem == null ? null : new { p.OrderItem.Order!.Id, p.OrderItem.Order.Provider, p.OrderItem.Order.Model },
            }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (row is null) return null;
        var (product, item, order) = (row.Product, row.Item, row.Order);
        var modelName = order is null ? null : await context.Models.Where(m => m.ProviderId == order.Provider && m.ModelId == order.Model)
            .Select(m => m.Name).FirstOrDefaultAsync(cancellationToken);
        var choices = item is null ? [] : await context.OrderItemChoices.Where(c => c.OrderItemId == item.Id).OrderBy(c => c.Position)
            .Select(c => new ItemChoiceView(c.Kind, c.Name, c.Value)).ToListAsync(cancellationToken);
        var costs = item is null ? [] : await context.GenerationAttempts.Where(a => a.OrderItemId == item.Id && a.Cost != null)
            .Select(a => a.Cost!.Value).ToListAsync(cancellationToken);
        var tags = await context.TagAssociations.Where(a => a.EntityType == TaggedEntity.Product && a.EntityId == id)
            .Join(context.Tags, a => a.TagId, t => t.Id, (_, t) => t).OrderBy(t => t.Name).Select(t => new TagView(t.Id, t.Name, t.Color)).ToListAsync(cancellationToken);
        var collections = await context.CollectionProducts.Where(c => c.ProductId == id)
            .Join(context.Collections, c => c.CollectionId, c => c.Id, (_, c) => c).OrderBy(c => c.Name).Select(c => new CollectionLink(c.Id, c.Name)).ToListAsync(cancellationToken);
        return new ProductDetail(
            product.Id, product.Type, product.FilePath, product.FileSize, product.FileHash, product.ThumbnailPaths, product.Width, product.Height,
            product.Duration, product.MimeType, product.Metadata, product.Prompt, item?.GenerationParameterSet?.Text("negative_prompt"), product.Liked,
            product.Rating, product.Notes, product.DeriveError, product.CreatedAt, product.DeletedAt, product.ProjectId, row.Project?.Name, order?.Id, item?.Id,
            item?.SequenceNumber, order?.Provider, order?.Model, modelName, item?.GenerationParameterSet, item?.ActualParameterSet, item?.ReturnParameterSet,
            costs.Count == 0 ? null : costs.Sum(), choices, tags, collections)
        {
            IsFeatured = row.Project?.FeaturedProductIds.Contains(id) == true,
        };
    }
}
