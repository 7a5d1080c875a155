using ArtFactory.Data.Tags;
using ArtFactory.Engine.Inventory;

namespace ArtFactory.Engine.Curation;

/// <summary>Likes, ratings, notes, trash: acts on products. Every act takes many and answers how many changed.</summary>
public interface ICurator
{
    Task<int> LikeAsync(IReadOnlyCollection<Guid> productIds, bool liked, CancellationToken cancellationToken = default);

    /// <param name="productIds">The products.</param>
    /// <param name="rating">1 to 5; null clears.</param>
    /// <param name="cancellationToken">Stops the act.</param>
    Task<int> RateAsync(IReadOnlyCollection<Guid> productIds, int? rating, CancellationToken cancellationToken = default);
    Task SetNotesAsync(Guid productId, string? notes, CancellationToken cancellationToken = default);
    Task<int> TrashAsync(IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default);
    Task<int> RestoreAsync(IReadOnlyCollection<Guid> productIds, CancellationToken cancellationToken = default);
    Task<int> MoveAsync(IReadOnlyCollection<Guid> productIds, Guid projectId, CancellationToken cancellationToken = default);

    /// <summary>Puts a tag on things, making it if there is none. Names are trimmed; compared without regard to case.</summary>
    Task<TagView> TagAsync(TaggedEntity entity, IReadOnlyCollection<Guid> ids, string tagName, CancellationToken cancellationToken = default);
    Task UntagAsync(TaggedEntity entity, IReadOnlyCollection<Guid> ids, Guid tagId, CancellationToken cancellationToken = default);
    Task<IReadOnlyList<TagView>> TagsOfAsync(TaggedEntity entity, Guid id, CancellationToken cancellationToken = default);
}
