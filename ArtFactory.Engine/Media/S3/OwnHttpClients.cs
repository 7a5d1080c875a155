using Amazon.Runtime;

namespace ArtFactory.Engine.Media.S3;

/// <summary>The one HTTP client of a bucket: no redirects, no cookies, no proxy of the environment, connections that are renewed.</summary>
internal sealed class OwnHttpClients(OwnHostOnly door) : HttpClientFactory, IDisposable
{
    private readonly HttpClient client = new(door) { Timeout = Timeout.InfiniteTimeSpan };

    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxConnectionsPerServer = 64,
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();
}
