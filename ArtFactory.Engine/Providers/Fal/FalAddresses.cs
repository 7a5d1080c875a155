using ArtFactory.Engine.Providers.Connections;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>fal's services. A server that stands in for fal answers for all of them.</summary>
static class FalAddresses
{
    const string Rest = "https://rest.fal.ai";
    const string Platform = "https://api.fal.ai/v1";
    const string Site = "https://fal.ai";

    public static ProviderProfile Profile { get; } = new(FalAdapter.Id, "fal", new("https://queue.fal.run"))
    {
        Scheme = "Key",
        Hosts = ["queue.fal.run", "queue.falrun.com", "fal.run", "rest.fal.ai", "api.fal.ai", "fal.ai"],
    };

    public static string Upload(ProviderConnection connection, bool inParts) => connection.Service($"{Rest}/storage/upload/initiate{(inParts ? "-multipart" : "")}?storage_type=fal-cdn-v3");

    public static string Jwks(ProviderConnection connection) => connection.Service($"{Rest}/.well-known/jwks.json");

    public static string Pricing(ProviderConnection connection, string endpoint) => connection.Service($"{Platform}/models/pricing?endpoint_id={Uri.EscapeDataString(endpoint)}");

    public static string Requests(ProviderConnection connection, string endpoint, DateTime since) => connection.Service(
        $"{Platform}/models/requests/by-endpoint?endpoint_id={Uri.EscapeDataString(endpoint)}&start={since:yyyy-MM-dd'T'HH:mm:ss'Z'}&limit=100&expand=payloads");

    public static string OpenApi(ProviderConnection connection, string endpoint) =>
        connection.Service($"{Site}/api/openapi/queue/openapi.json?endpoint_id={Uri.EscapeDataString(endpoint)}");

    /// <summary>The path of an endpoint, each part made safe.</summary>
    public static string Path(string endpoint) => string.Join('/', endpoint.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));

    /// <summary>Where a request is asked about when fal did not say: owner and app, without what follows.</summary>
    public static string Request(string endpoint, string requestId)
    {
        var parts = endpoint.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var app = parts.Length > 2 && parts[0] is ("workflows" or "comfy") ? parts.Take(3) : parts.Take(2);
        return $"{Path(string.Join('/', app))}/requests/{Uri.EscapeDataString(requestId)}";
    }
}
