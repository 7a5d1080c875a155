using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Engine.Media;

/// <summary>Makes what the pages show of an original, and puts it into the cache.</summary>
public sealed class ThumbnailMaker(MediaStore store, IImagingClient imaging, ISettings? settings = null)
{
    public const string SmallSize = "150";
    public const string MediumSize = "400";
    public const string LargeSize = "800";
    public const string PreviewSize = "preview";
    const string QualityKey = "thumbnails.quality";
    const string EffortKey = "thumbnails.effort";

    /// <summary>Derives and publishes; thumbnails that are there are made anew.</summary>
    /// <returns>Paths relative to the cache folder.</returns>
    /// <exception cref="ImagingException">The original cannot be decoded, or the imaging process failed; the original stays as it is.</exception>
    /// <exception cref="MediaStoreException">The original cannot be had, or the cache cannot be written.</exception>
    public async Task<DerivedMedia> MakeAsync(StoredFile original, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        var source = await store.FetchAsync(original.RelativePath, cancellationToken);
        var folder = store.NewTemporaryFolder();
        try
        {
            var derived = await imaging.DeriveAsync(source, folder, await FormAsync(cancellationToken), cancellationToken);
            var made = derived.Thumbnails;
            return derived with
            {
                Thumbnails = new ThumbnailPaths(
                    store.PublishThumbnail(made.Small, original.Sha256, SmallSize),
                    store.PublishThumbnail(made.Medium, original.Sha256, MediumSize),
                    store.PublishThumbnail(made.Large, original.Sha256, LargeSize),
                    made.Preview is null ? null : store.PublishThumbnail(made.Preview, original.Sha256, PreviewSize)),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    async Task<ThumbnailForm> FormAsync(CancellationToken cancellationToken) => settings is null
        ? ThumbnailForm.Usual
        : new(await settings.GetAsync<int>(QualityKey, cancellationToken), await settings.GetAsync<int>(EffortKey, cancellationToken));

    /// <summary>Whether the three thumbnails of some content are in the cache, and not emptied by a power loss.</summary>
    public bool Exist(string sha256) => Array.TrueForAll(
        [SmallSize, MediumSize, LargeSize],
        size => new FileInfo(store.ResolveThumbnail(MediaStore.ThumbnailPath(sha256, size))) is { Exists: true, Length: > 0 });
}
