namespace ArtFactory.Data.Copying;

/// <summary>The rows of a database at one moment.</summary>
public interface ICopySource : IAsyncDisposable
{
    Task<long> CountAsync(CopyTable table, CancellationToken cancellationToken = default);

    /// <summary>The rows in the order of their keys, one at a time from the engine: none is kept here.</summary>
    /// <param name="table">Which.</param>
    /// <param name="after">The key after which to begin; null for all.</param>
    /// <param name="cancellationToken">Stops in between.</param>
    /// <exception cref="DatabaseUnusableException">A value is none of its column's kind; the message names the row and the column.</exception>
    IAsyncEnumerable<object?[]> RowsAsync(CopyTable table, object?[]? after, CancellationToken cancellationToken = default);
}
