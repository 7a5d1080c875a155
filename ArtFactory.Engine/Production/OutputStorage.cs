using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production.Ledger;
using ArtFactory.Engine.Providers;
using ArtFactory.Imaging.Protocol;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Production;

/// <summary>Brings outputs home: fetched, stored for good, looked at, and described as products that are not rows yet.</summary>
/// <param name="bench">What the line works with.</param>
/// <param name="isOnlyHere">
/// Whether the provider cannot be asked for the outputs again. Such are not given up for a network or a disk that fails for a minute or
/// two, and not for a storage that is away, however long.
/// </param>
/// <param name="cutOff">Cancelled when a stopping process can wait no longer.</param>
sealed class OutputStorage(Workbench bench, bool isOnlyHere, CancellationToken cutOff)
{
    const int MostFetches = 4;
    const int MostTriesOfTheOnlyOne = 12;
    const int LongestType = 100;
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Soonest expiry first. Where it was paid, one output that is gone takes none of the others with it.
    /// </summary>
    /// <exception cref="ProviderFetchException">No output can be had, or one cannot be had now.</exception>
    /// <exception cref="MediaStoreException">The store cannot be written.</exception>
    public async Task<StoredOutputs> StoreAsync(IProviderAdapter adapter, IReadOnlyList<ProviderOutput> outputs, string? prompt, string? seed)
    {
        var products = new NewProduct?[outputs.Count];
        var (missing, first) = (new List<string>(), (ProviderFetchException?)null);
        foreach (var index in Enumerable.Range(0, outputs.Count).OrderBy(i => outputs[i].ExpiresAt ?? DateTime.MaxValue))
        {
            try
            {
                products[index] = await StoreAsync(adapter, outputs[index], prompt, seed);
            }
            catch (ProviderFetchException e) when (!adapter.SafeToRepeat && (!e.IsTransient || isOnlyHere) && !cutOff.IsCancellationRequested)
            {
                first ??= e;
                missing.Add($"Output {index + 1} of {outputs.Count} could not be fetched: {e.Message}");
            }
        }

        // Ids in the order of the outputs, whatever order they were fetched in.
        List<NewProduct> home = [.. products.OfType<NewProduct>().Select(p => p with { Id = FactoryId.New() })];
        if (home.Count == 0 && first is not null) ExceptionDispatchInfo.Throw(first);
        return new(home, missing);
    }

    async Task<NewProduct> StoreAsync(IProviderAdapter adapter, ProviderOutput output, string? prompt, string? seed)
    {
        // What can be asked for again is left to the next start; what is only here must get home.
        var limit = isOnlyHere ? CancellationToken.None : cutOff;
        var fetched = await PatientlyAsync(() => adapter.FetchAsync(output, limit));
        FailPoints.Hit(FailPoints.AfterFetch);
        var file = await PatientlyAsync(async () =>
        {
            // A store that took the file, and then could not make sure of it, has left nothing to try again with.
            if (!File.Exists(fetched.Path)) fetched = await adapter.FetchAsync(output, limit);
            return await bench.Store.AdoptAsync(fetched.Path, fetched.MimeType ?? fetched.Path, limit);
        });
        FailPoints.Hit(FailPoints.AfterStore);
        var product = await DescribeAsync(file, fetched.MimeType, output.Metadata, prompt, seed, limit);
        FailPoints.Hit(FailPoints.AfterDerive);
        return product;
    }

    async Task<T> PatientlyAsync<T>(Func<Task<T>> act)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await act();
            }
            catch (Exception e) when (IsTriedAgain(e, number))
            {
                bench.Logger.LogWarning("What was made could not be brought home yet, and is tried again: {Reason}", e.Message);
                await Task.Delay(PauseAfter(number), bench.Time, cutOff).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    bool IsTriedAgain(Exception e, int number) => !cutOff.IsCancellationRequested && e switch
    {
        MediaStoreException { IsAway: true } => isOnlyHere,
        MediaStoreException => isOnlyHere && number < MostTriesOfTheOnlyOne,
        ProviderFetchException { IsTransient: true } => number < (isOnlyHere ? MostTriesOfTheOnlyOne : MostFetches),
        _ => false,
    };

    TimeSpan PauseAfter(int number)
    {
        var seconds = Math.Max(0.001, bench.Options.FirstAskSeconds) * Math.Pow(3, Math.Min(number - 1, 10));
        return seconds < LongestPause.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestPause;
    }

    async Task<NewProduct> DescribeAsync(
        StoredFile file, string? mimeType, ParameterSet? metadata, string? prompt, string? seed, CancellationToken cancellationToken)
    {
        // A provider may say anything; what the file is shows when it is looked at.
        var product = new NewProduct { Id = Guid.Empty, Type = TypeOf(mimeType), File = file, MimeType = mimeType?.Length > LongestType ? null : mimeType, Prompt = prompt };
        metadata ??= ParameterSet.Empty;
        if (seed is not null && !metadata.ContainsKey(ActualParameters.Seed)) metadata = metadata.With(ActualParameters.Seed, Number(seed));
        try
        {
            var derived = await DeriveAsync(file, cancellationToken);
            var made = derived.Thumbnails;
            if (derived.Colors.Count > 0) metadata = metadata.With("colors", JsonSerializer.SerializeToElement(derived.Colors));
            return product with
            {
                Type = TypeOf(derived.Facts.Kind),
                MimeType = derived.Facts.MimeType,
                Width = derived.Facts.Width,
                Height = derived.Facts.Height,
                Duration = derived.Facts.DurationSeconds,
                Thumbnails = new Data.Products.ThumbnailPaths(made.Small, made.Medium, made.Large, made.Preview),
                PerceptualHash = derived.PerceptualHash,
                Metadata = metadata.Count > 0 ? metadata : null,
            };
        }
        catch (Exception e) when (e is ImagingException or MediaStoreException)
        {
            // The file is kept and marked; the job that catches up tries again what was not the file's fault.
            bench.Logger.LogWarning(e, "No thumbnails were made of {Path}", file.RelativePath);
            return product with { DeriveError = e.Message, Metadata = metadata.Count > 0 ? metadata : null };
        }
    }

    async Task<DerivedMedia> DeriveAsync(StoredFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await bench.Thumbnails.MakeAsync(file, cancellationToken);
        }
        catch (ImagingException e) when (e.IsTransient)
        {
            return await bench.Thumbnails.MakeAsync(file, cancellationToken);
        }
    }

    static JsonElement Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? JsonSerializer.Deserialize<JsonElement>(text)
        : JsonSerializer.SerializeToElement(text);

    static ProductType TypeOf(MediaKind kind) => kind switch { MediaKind.Video => ProductType.Video, MediaKind.Audio => ProductType.Audio, _ => ProductType.Image };

    static ProductType TypeOf(string? mimeType) => mimeType switch
    {
        not null when mimeType.StartsWith("video/", StringComparison.Ordinal) => ProductType.Video,
        not null when mimeType.StartsWith("audio/", StringComparison.Ordinal) => ProductType.Audio,
        _ => ProductType.Image,
    };
}
