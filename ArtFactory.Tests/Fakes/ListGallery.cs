using System.Globalization;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Tests.Fakes;

/// <summary>A gallery over a list in memory, newest first; counts how many pages were read.</summary>
sealed class ListGallery(int products) : IGallery
{
    public List<GalleryTile> Tiles { get; } =
        [.. Enumerable.Range(0, products).Select(i => new GalleryTile(FactoryId.New(), ProductType.Image, 100, 100, null, false, null, $"picture {i}", null, null, null, default))];

    public int PagesRead { get; private set; }

    /// <summary>What pages were asked for, in order; answered with all there is.</summary>
    public List<GalleryQuery> Asked { get; } = [];

    public Task<GalleryPage> PageAsync(GalleryQuery query, string? cursor = null, int take = 60, CancellationToken cancellationToken = default)
    {
        PagesRead++;
        Asked.Add(query);
        var start = cursor is null ? 0 : Tiles.FindIndex(t => t.Id == Guid.Parse(cursor)) + 1;
        List<GalleryTile> page = [.. Tiles.Skip(start).Take(take)];
        return Task.FromResult(new GalleryPage(page, start + page.Count < Tiles.Count ? page[^1].Id.ToString() : null));
    }

    public Task<int> CountAsync(GalleryQuery query, int cap = 1000, CancellationToken cancellationToken = default) => Task.FromResult(Math.Min(Tiles.Count, cap + 1));

    public Task<IReadOnlyList<Guid>> IdsAsync(GalleryQuery query, int most, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Guid>>([.. Tiles.Take(most).Select(t => t.Id)]);

    public Task<(Guid? Previous, Guid? Next)> NeighboursAsync(GalleryQuery query, Guid productId, CancellationToken cancellationToken = default)
    {
        var at = Tiles.FindIndex(t => t.Id == productId);
        return Task.FromResult<(Guid?, Guid?)>((at > 0 ? Tiles[at - 1].Id : null, at >= 0 && at < Tiles.Count - 1 ? Tiles[at + 1].Id : null));
    }

    public Task<ProductDetail?> FindAsync(Guid productId, CancellationToken cancellationToken = default) => Task.FromResult<ProductDetail?>(null);

    public Task<IReadOnlyList<GalleryTile>> TilesAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GalleryTile>>([.. productIds.Select(id => Tiles.Find(t => t.Id == id)).OfType<GalleryTile>()]);

    /// <summary>A tile as if the product with that place had been liked.</summary>
    public GalleryTile Like(int place)
    {
        Tiles[place] = Tiles[place] with { Liked = true };
        return Tiles[place];
    }

    public override string ToString() => Tiles.Count.ToString(CultureInfo.InvariantCulture);
}
