using System.Text;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>Replicate's search, which is a method of HTTP that it has for itself.</summary>
sealed class ReplicateModelSearch(ProviderHttpFactory https) : IModelSearch
{
    const int MostHits = 50;
    static readonly HttpMethod Query = new("QUERY");
    readonly ProviderHttp _http = https.For(ReplicateAdapter.Profile);

    public string ProviderId => ReplicateAdapter.Id;

    public async Task<IReadOnlyList<ModelHit>> SearchAsync(string text, CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(new(Query, "models") { Content = () => new StringContent(text, Encoding.UTF8, "text/plain") }, cancellationToken);
        if (!reply.IsObject) throw new InvalidInputException("model", reply.Fault ?? $"Replicate answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}");
        return [.. reply.Json.At("results").Elements()
            .Where(m => m.TextAt("owner") is not null && m.TextAt("name") is not null)
            .Select(m => new ModelHit($"{m.TextAt("owner")}/{m.TextAt("name")}", m.TextAt("name")!, m.TextAt("description"), null)).Take(MostHits)];
    }
}
