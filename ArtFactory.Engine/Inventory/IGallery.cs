namespace ArtFactory.Engine.Inventory;

/// <summary>Reads products: pages, counts, neighbours, one in full.</summary>
public interface IGallery
{
    /// <summary>A page by keyset; <paramref name="cursor"/> is a former page's <see cref="GalleryPage.Next"/>.</summary>
    Task<GalleryPage> PageAsync(GalleryQuery query, string? cursor = null, int take = 60, CancellationToken cancellationToken = default);

    /// <summary>How many match, counted up to <paramref name="cap"/> + 1.</summary>
    Task<int> CountAsync(GalleryQuery query, int cap = 1000, CancellationToken cancellationToken = default);

    /// <summary>The ids of what matches, in the query's order, up to <paramref name="most"/>.</summary>
    Task<IReadOnlyList<Guid>> IdsAsync(GalleryQuery query, int most, CancellationToken cancellationToken = default);

    /// <summary>The products before and after one in the query's order; null at the ends.</summary>
    Task<(Guid? Previous, Guid? Next)> NeighboursAsync(GalleryQuery query, Guid productId, CancellationToken cancellationToken = default);

    Task<ProductDetail?> FindAsync(Guid productId, CancellationToken cancellationToken = default);

    /// <summary>Tiles of these products, in the given order; what is gone is left out.</summary>
    Task<IReadOnlyList<GalleryTile>> TilesAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken = default);
}
