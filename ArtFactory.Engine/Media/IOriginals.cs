namespace ArtFactory.Engine.Media;

/// <summary>
/// Where originals lie: a folder, or a bucket. Every path is relative and one that the store makes (<c>originals/ab/cd/HASH.ext</c>);
/// others are refused. All methods throw <see cref="MediaStoreException"/>, whose kind says whether the place is away or the file is.
/// </summary>
public interface IOriginals
{
    /// <summary>The place, in words for a person.</summary>
    string Place { get; }

    /// <summary>Whether a file is at hand without going over a network of ours.</summary>
    bool IsLocal { get; }

    /// <summary>Where a person finds the file: an absolute path or an address.</summary>
    string Locate(string relativePath);

    /// <summary>
    /// Gives a complete file, already on disk, its place under the name of its content; never replaces anything. When this returns, the
    /// place has confirmed that it holds the content, the file survives a power loss, and the temporary file is gone.
    /// </summary>
    Task<StoredFile> PlaceAsync(string temporaryFile, string sha256, long size, string extension, CancellationToken cancellationToken = default);

    /// <summary>Opens for asynchronous reading; seekable, and fit for range requests.</summary>
    Task<Stream> OpenAsync(string relativePath, CancellationToken cancellationToken = default);

    /// <summary>A local path with the content, for those who need a file. Read it soon: what was fetched makes room for others later.</summary>
    Task<string> FetchAsync(string relativePath, CancellationToken cancellationToken = default);

    /// <summary>Null when no such file is there.</summary>
    Task<OriginalFacts?> FindAsync(string relativePath, CancellationToken cancellationToken = default);

    /// <summary>All originals, in no order.</summary>
    IAsyncEnumerable<OriginalFacts> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a file that nothing needs. Who stores the same content meanwhile has a file in the end, whoever is first.</summary>
    /// <param name="settled">What was touched within this time waits.</param>
    /// <param name="isNeeded">Asked when nobody can come in between any more.</param>
    Task<Removal> RemoveAsync(string relativePath, TimeSpan settled, Func<CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken = default);

    /// <summary>Checks that the place is the library's own, and marks a first one if the database knows no files.</summary>
    Task VerifyAsync(bool libraryHasProducts, CancellationToken cancellationToken = default);

    /// <summary>Whether the place answers and is still the library's; cheap enough to be asked often.</summary>
    ValueTask<bool> IsHereAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes what interrupted writes have left behind; answers how many files that were.</summary>
    int Clean();
}
