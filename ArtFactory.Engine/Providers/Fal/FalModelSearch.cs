using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>The catalogue of fal's platform.</summary>
sealed class FalModelSearch(ProviderHttpFactory https) : IModelSearch
{
    const int MostHits = 50;
    readonly ProviderHttp _http = https.For(FalAddresses.Profile);

    public string ProviderId => FalAdapter.Id;

    public async Task<IReadOnlyList<ModelHit>> SearchAsync(string text, CancellationToken cancellationToken = default)
    {
        var address = (await _http.ConnectionAsync(cancellationToken)).Service($"https://api.fal.ai/v1/models?q={Uri.EscapeDataString(text)}&status=active&limit={MostHits}");
        var reply = await _http.SendAsync(ProviderCall.Get(address), cancellationToken);
        if (!reply.IsObject) throw new InvalidInputException("model", reply.Fault ?? $"fal answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}");
        return [.. reply.Json.At("models").Elements()
            .Where(m => m.TextAt("endpoint_id") is not null)
            .Select(m => new ModelHit(m.TextAt("endpoint_id")!, m.At("metadata").TextAt("display_name") ?? m.TextAt("endpoint_id")!, m.At("metadata").TextAt("description"), m.At("metadata").TextAt("category")))];
    }
}
