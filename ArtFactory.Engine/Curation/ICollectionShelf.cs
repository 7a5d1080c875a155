using ArtFactory.Engine.Inventory;

namespace ArtFactory.Engine.Curation;

/// <summary>One card of the collections page; up to four thumbnails (paths below the cache folder), the cover first.</summary>
public sealed record CollectionCard(Guid Id, string Name, string? Description, int ProductCount, bool IsPublic, IReadOnlyList<string> Thumbnails, DateTime UpdatedAt, DateTime? DeletedAt);

/// <summary>Curated, ordered sets of products.</summary>
public interface ICollectionShelf
{
    Task<IReadOnlyList<CollectionCard>> ListAsync(string? text = null, CancellationToken cancellationToken = default);
    Task<CollectionCard?> FindAsync(Guid id, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">The name is empty or too long.</exception>
    Task<Guid> CreateAsync(string name, string? description = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateAsync"/>
    Task EditAsync(Guid id, string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>Chooses the product its card shows first; null leaves that to the order of its products.</summary>
    /// <exception cref="InvalidInputException">The product is gone.</exception>
    Task SetCoverAsync(Guid id, Guid? productId, CancellationToken cancellationToken = default);

    /// <summary>The products in their order, after that many.</summary>
    Task<IReadOnlyList<GalleryTile>> ProductsAsync(Guid id, int skip = 0, int take = 200, CancellationToken cancellationToken = default);

    /// <summary>Appends what is not in it yet; answers how many were added.</summary>
    Task<int> AddAsync(Guid id, IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default);
    Task<int> RemoveAsync(Guid id, IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default);

    /// <summary>Puts one product at an index (from 0) of the order.</summary>
    Task MoveAsync(Guid id, Guid productId, int index, CancellationToken cancellationToken = default);
    Task TrashAsync(Guid id, CancellationToken cancellationToken = default);
    Task RestoreAsync(Guid id, CancellationToken cancellationToken = default);
}
