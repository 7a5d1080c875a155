using System.Security.Cryptography.X509Certificates;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Downloads;
using ArtFactory.Engine.Providers.Http;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers;

/// <summary>
/// Fetches what a provider or a person names by an address: https and public addresses only, checked when the connection is made and
/// again at every redirect, bounded in size and time, with no credentials. The one exception is an engine on this machine which the
/// operator configured: its own files come over plain http, from its own port.
/// </summary>
public sealed class ForeignFiles : IDisposable
{
    const int MostRedirects = 5;
    const long MostUploadAnswer = 64 * 1024;
    readonly MediaStore _store;
    readonly DownloadOptions _options;
    readonly TimeProvider _time;
    readonly HttpClient _public;
    readonly HttpClient _loopback = ClientOf(GuardedConnections.ConnectLoopbackAsync);

    internal ForeignFiles(MediaStore store, GuardedConnections connections, IOptions<DownloadOptions> options, TimeProvider time)
    {
        (_store, _options, _time) = (store, options.Value, time);
        _public = ClientOf(connections.ConnectAsync, connections.Trust);
    }

    /// <summary>Fetches a file a person named.</summary>
    /// <exception cref="ProviderFetchException">It cannot be had, or must not be fetched.</exception>
    public Task<FetchedFile> FetchAsync(Uri address, CancellationToken cancellationToken = default) => FetchAsync(address, null, null, cancellationToken);

    /// <summary>Brings an output of a provider home, from wherever it is: an address, the answer itself, a file that lies there already.</summary>
    /// <exception cref="ProviderFetchException">It cannot be had, or must not be fetched.</exception>
    internal async Task<FetchedFile> FetchAsync(ProviderOutput output, ProviderConnection connection, CancellationToken cancellationToken)
    {
        if (output.LocalPath is { } path) return new(path, output.MimeType);
        if (output.Address is { } address) return await FetchAsync(connection.Resolve(address.AbsoluteUri), connection.LoopbackOrigin, output.MimeType, cancellationToken);
        if (output.Content is not { } content) throw new ProviderFetchException("The output is neither an address nor a file.", isTransient: false);
        var target = _store.NewTemporaryFile(output.MimeType ?? FileTypes.UnknownExtension);
        try
        {
            await File.WriteAllBytesAsync(target, content, cancellationToken);
        }
        catch (IOException e)
        {
            File.Delete(target);
            throw new ProviderFetchException($"The output could not be written: {e.Message}", isTransient: true, e);
        }

        return new(target, output.MimeType);
    }

    /// <summary>Sends something to where a provider said, without credentials: what it takes is in the address.</summary>
    /// <exception cref="ProviderFetchException">It cannot be sent there, or must not.</exception>
    internal async Task<UploadAnswer> SendAsync(HttpMethod method, Uri address, Uri? engine, HttpContent content, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeLimitSeconds), _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            using var request = new HttpRequestMessage(method, address) { Content = content };
            using var response = await ClientFor(address, engine).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await response.Content.LoadIntoBufferAsync(MostUploadAnswer, limit.Token);
            return new((int)response.StatusCode, response.Headers.NonValidated.TryGetValues("ETag", out var tags) ? tags.ToString() : null, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProviderFetchException($"The file could not be sent to {address.Host}: {e.Message}", isTransient: true, e);
        }
    }

    public void Dispose()
    {
        _public.Dispose();
        _loopback.Dispose();
    }

    async Task<FetchedFile> FetchAsync(Uri address, Uri? engine, string? mimeType, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeLimitSeconds), _time);
        using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(_options.IdleSeconds), _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token, idle.Token);
        try
        {
            using var response = await OpenAsync(address, engine, limit.Token);
            return await SaveAsync(response, mimeType, idle, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderFetchException($"The file from {address.Host} did not come in time.", isTransient: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            for (var cause = e; cause is not null; cause = cause.InnerException)
            {
                if (cause is RefusedAddressException refused) throw new ProviderFetchException($"The file is not fetched: {refused.Message}", isTransient: false, e);
            }

            throw new ProviderFetchException($"The file could not be fetched from {address.Host}: {e.Message}", isTransient: true, e);
        }
    }

    /// <summary>Follows redirects by hand: each target is judged as if it had been named at first.</summary>
    async Task<HttpResponseMessage> OpenAsync(Uri address, Uri? engine, CancellationToken cancellationToken)
    {
        for (var number = 0; number <= MostRedirects; number++)
        {
            var response = await ClientFor(address, engine).GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response)
            {
                var status = (int)response.StatusCode;
                if (status is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                    throw new ProviderFetchException($"{address.Host} answered {status} instead of the file.{(status is 403 or 404 or 410 ? " It may have expired." : "")}", status is 408 or 425 or 429 or >= 500);
                address = location.IsAbsoluteUri ? location : new Uri(address, location);
            }
        }

        throw new ProviderFetchException($"{address.Host} redirects without end.", isTransient: false);
    }

    HttpClient ClientFor(Uri address, Uri? engine)
    {
        if (engine is not null && address.IsLoopback && string.Equals(address.GetLeftPart(UriPartial.Authority), engine.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase))
            return _loopback;
        return address.Scheme == Uri.UriSchemeHttps ? _public
            : throw new ProviderFetchException($"The file is not fetched: {address.GetLeftPart(UriPartial.Authority)} is not reached over https.", isTransient: false);
    }

    async Task<FetchedFile> SaveAsync(HttpResponseMessage response, string? mimeType, CancellationTokenSource idle, CancellationToken cancellationToken)
    {
        var most = _options.MaxMegabytes * 1024L * 1024;
        if (response.Content.Headers.ContentLength > most) throw TooLarge();
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is null or "application/octet-stream" or "binary/octet-stream") type = mimeType ?? FileTypes.MimeType(Path.GetExtension(response.RequestMessage?.RequestUri?.AbsolutePath ?? ""));
        var target = _store.NewTemporaryFile(type);
        try
        {
            await using (var content = await response.Content.ReadAsStreamAsync(cancellationToken))
            await using (var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                if (!await BoundedCopy.RunAsync(content, file, most, cancellationToken, () => idle.CancelAfter(TimeSpan.FromSeconds(_options.IdleSeconds)))) throw TooLarge();
            }

            return new(target, type);
        }
        catch
        {
            File.Delete(target);
            throw;
        }
    }

    ProviderFetchException TooLarge() => new($"The file is larger than {_options.MaxMegabytes} MiB (Downloads:MaxMegabytes).", isTransient: false);

    static HttpClient ClientOf(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, X509ChainPolicy? trust = null)
    {
        // No proxy: it would resolve the name itself, past the check.
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = connect,
            SslOptions = new() { CertificateChainPolicy = trust },
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("ArtFactory");
        return client;
    }
}
