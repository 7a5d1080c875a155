using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ArtFactory.Engine.Providers.Connections;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// Speaks HTTP with one provider. It follows no redirect, repeats nothing, sends the key to the provider's own hosts alone, bounds
/// what it reads in size and time, and tells apart what certainly never arrived from what may have.
/// </summary>
sealed class ProviderHttp(ProviderProfile profile, ProviderConnections connections, TimeProvider time, ILogger logger) : IDisposable
{
    const int LongestText = 2000;
    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);
    static readonly ProductInfoHeaderValue Agent = new("ArtFactory", typeof(ProviderHttp).Assembly.GetName().Version?.ToString(3));

    readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = ConnectLimit,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackPastProxy(),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public ProviderProfile Profile => profile;

    public void Dispose() => _client.Dispose();

    public ValueTask<ProviderConnection> ConnectionAsync(CancellationToken cancellationToken) => connections.FindAsync(profile, cancellationToken);

    /// <summary>Makes the exchange, once. Throws only when it is cancelled.</summary>
    public async Task<ProviderReply> SendAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken);
        if (Refusal(call, connection, out var address) is { } refusal) return ProviderReply.NeverSent(refusal);
        using var body = BodyOf(call);
        using var request = RequestOf(call, address!, connection, body);
        using var clock = new CancellationTokenSource(call.TimeLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var reply = await ReadAsync(response, call, connection.Key, limit.Token);
            logger.LogDebug("{Provider}: {Call} answered {Status}", profile.Id, call, reply.Status);
            return reply;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            logger.LogDebug("{Provider}: {Call} ended without an answer: {Fault}", profile.Id, call, e.Message);
            return body?.WasSent == false
                ? ProviderReply.NeverSent($"{profile.Name} could not be reached at {address!.Authority}: {WordsOf(e)}")
                : ProviderReply.Interrupted($"{profile.Name} did not answer: {(clock.IsCancellationRequested ? $"nothing came within {call.TimeLimit.TotalSeconds:0.#} s." : WordsOf(e))}");
        }
    }

    /// <summary>Fetches a file from the provider's own host, with the key, into a stream.</summary>
    /// <exception cref="ProviderFetchException">It cannot be had.</exception>
    public async Task<string?> DownloadAsync(ProviderCall call, Stream target, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken);
        if (Refusal(call, connection, out var address) is { } refusal) throw new ProviderFetchException(refusal, isTransient: false);
        using var request = RequestOf(call, address!, connection, body: null);
        using var clock = new CancellationTokenSource(call.TimeLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new ProviderFetchException($"{profile.Name} answered {(int)response.StatusCode} instead of the file.", (int)response.StatusCode is 408 or 425 or 429 or >= 500);
            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            if (!await BoundedCopy.RunAsync(content, target, call.MostBytes, limit.Token))
                throw new ProviderFetchException($"The file is larger than {call.MostBytes / (1024 * 1024)} MiB.", isTransient: false);
            return response.Content.Headers.ContentType?.MediaType;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ProviderFetchException($"The file did not come from {profile.Name}: {WordsOf(e)}", isTransient: true, e);
        }
    }

    string? Refusal(ProviderCall call, ProviderConnection connection, out Uri? address)
    {
        address = null;
        try
        {
            address = connection.Resolve(call.Address);
        }
        catch (UriFormatException)
        {
            return $"{profile.Name} named an address that is none.";
        }

        // A key, and a request on a person's account, go to the provider and to nobody else.
        return connection.Owns(address) ? null : $"{profile.Name} named an address on {address.Host}, which is not its own; it is not followed.";
    }

    static SentMark? BodyOf(ProviderCall call) => call.Content is { } content ? new(content())
        : call.Method == HttpMethod.Post || call.Method == HttpMethod.Put ? new(new ByteArrayContent([]))
        : null;

    HttpRequestMessage RequestOf(ProviderCall call, Uri address, ProviderConnection connection, SentMark? body)
    {
        var request = new HttpRequestMessage(call.Method, address) { Content = body };
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Accept.ParseAdd("application/json, */*;q=0.5");
        if (call.WithKey && profile.Scheme is { } scheme && connection.Key is { } key)
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {key}");
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    async Task<ProviderReply> ReadAsync(HttpResponseMessage response, ProviderCall call, string? key, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        using var body = new MemoryStream();
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            if (!await BoundedCopy.RunAsync(content, body, call.MostBytes, cancellationToken))
                return ProviderReply.Interrupted($"{profile.Name} answered with more than {call.MostBytes / (1024 * 1024)} MiB.") with { Status = status };
        }
        catch (Exception e) when (!response.IsSuccessStatusCode && e is HttpRequestException or IOException)
        {
            // The status says enough.
            body.SetLength(0);
        }

        // An answer may repeat the key it was sent, a failed run's error within a good one: that is taken out before anyone can show it.
        var mask = new KeyMask(key);
        var json = mask.Parse(new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length));
        return new ProviderReply(ReplyKind.Answered)
        {
            Status = status,
            Json = json,
            Text = json.ValueKind == JsonValueKind.Undefined ? TextIn(body, mask) : null,
            RetryAfter = RetryAfter.Of(response.Headers, json, time.GetUtcNow()),
        };
    }

    static string? TextIn(MemoryStream body, KeyMask mask)
    {
        if (body.Length == 0) return null;

        // Masked before it is cut, so that no half of a key stays.
        var text = mask.Apply(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)Math.Min(body.Length, 2 * LongestText)));
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    static string WordsOf(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known. Check the address and the network.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "nothing listens there, or the network is down.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection could be made.",
        OperationCanceledException => "it took too long.",
        _ => "the connection broke off.",
    };
}
