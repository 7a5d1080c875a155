namespace ArtFactory.Engine.Upkeep;

/// <summary>One thing in the trash. <paramref name="Kind"/> is <c>project</c>, <c>order</c>, <c>product</c> or <c>collection</c>.</summary>
public sealed record TrashEntry(string Kind, Guid Id, string Title, string? Thumbnail, DateTime DeletedAt, DateTime PurgedAt);

/// <summary>What was deleted and can still come back. What went with its project or order is not listed by itself.</summary>
public interface ITrash
{
    /// <summary>Latest first.</summary>
    Task<IReadOnlyList<TrashEntry>> ListAsync(string? kind = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default);
    Task<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Puts things in the trash; projects and orders take what is in them along. Answers how many of the named went.</summary>
    /// <exception cref="InvalidInputException">There is no such kind.</exception>
    Task<int> TrashAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);

    /// <summary>Takes things out again; projects and orders bring back exactly what went with them. Answers how many of the named came back.</summary>
    /// <exception cref="InvalidInputException">There is no such kind.</exception>
    Task<int> RestoreAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);

    /// <summary>Puts an order in the trash, its products with it.</summary>
    Task TrashOrderAsync(Guid orderId, CancellationToken cancellationToken = default);

    /// <summary>Deletes for good; files no row needs any more go too. What is not in the trash stays.</summary>
    /// <exception cref="InvalidInputException">There is no such kind.</exception>
    Task PurgeAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken = default);
}
