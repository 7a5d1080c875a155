namespace ArtFactory.Engine.Upkeep;

/// <summary>Files that people give as inputs of orders. They lie among the originals, and go when nothing refers to them any more.</summary>
public interface IUploads
{
    /// <summary>Stores the content, read to its end, and answers how a media parameter refers to it: <c>upload:NAME</c>.</summary>
    /// <param name="content">What the file holds.</param>
    /// <param name="fileName">Its name, whose ending is kept.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Media.MediaStoreException">The store refused it.</exception>
    Task<string> StoreAsync(Stream content, string fileName, CancellationToken cancellationToken = default);
}
