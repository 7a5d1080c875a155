using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// Files of an engine of one's own: they come from the engine's own address, wherever the operator has it. What lies anywhere else is
/// fetched as any foreign file is, without the key.
/// </summary>
sealed class EngineFiles(ProviderHttp http, ForeignFiles files, MediaStore store)
{
    const long Largest = 4L << 30;
    static readonly TimeSpan LongestFetch = TimeSpan.FromMinutes(30);

    /// <exception cref="ProviderFetchException">It cannot be had.</exception>
    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken)
    {
        var connection = await http.ConnectionAsync(cancellationToken);
        if (output.Address is not { } address || !connection.Owns(address)) return await files.FetchAsync(output, connection, cancellationToken);
        var path = store.NewTemporaryFile(output.MimeType ?? FileTypes.UnknownExtension);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
            var type = await http.DownloadAsync(ProviderCall.Get(address.AbsoluteUri) with { MostBytes = Largest, TimeLimit = LongestFetch }, file, cancellationToken);
            return new(path, output.MimeType ?? type);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
