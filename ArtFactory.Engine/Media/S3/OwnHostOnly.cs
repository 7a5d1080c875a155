using System.Net;

namespace ArtFactory.Engine.Media.S3;

/// <summary>
/// Lets requests out to the configured server and to no other, whatever an answer says: a redirect elsewhere would take the signed
/// request and the pictures with it. Also keeps the server's time, by which ages are told.
/// </summary>
internal sealed class OwnHostOnly(S3Options options, TimeProvider clock, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Uri address = options.Address;
    private readonly string bucketHost = $"{options.Bucket}.{options.Address.Host}";
    private long ticksAhead;

    /// <summary>Now, by the server's clock as far as it told.</summary>
    public DateTime ServerNow => clock.GetUtcNow().UtcDateTime.AddTicks(Interlocked.Read(ref ticksAhead));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        if (uri.Scheme != address.Scheme || uri.Port != address.Port || !(IsHost(uri.Host, address.Host) || IsHost(uri.Host, bucketHost))) throw new ElsewhereException(uri.Host);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.Headers.Date is { } date) Interlocked.Exchange(ref ticksAhead, (date - clock.GetUtcNow()).Ticks);
        if (!IsRedirect(answer.StatusCode)) return answer;
        var host = answer.Headers.Location is { IsAbsoluteUri: true } location ? location.Host : "another address";
        answer.Dispose();
        throw new ElsewhereException(host);
    }

    private static bool IsHost(string host, string allowed) => string.Equals(host, allowed, StringComparison.OrdinalIgnoreCase);

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;
}
