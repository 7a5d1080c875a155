using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Webhooks;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>fal: a request joins a queue, is asked about at the addresses fal names, and its result is fetched when it has ended.</summary>
sealed class FalAdapter : IProviderAdapter, IModelDocuments, IModelPrices
{
    public const string Id = "fal";

    /// <summary>A request that has not begun by then is dropped; see <see cref="FalSearch"/>.</summary>
    const string LongestQueueSeconds = "1800";

    readonly ProviderHttp _http;
    readonly ForeignFiles _files;
    readonly WebhookAddresses _webhooks;
    readonly TimeProvider _time;
    readonly FalInput _input;
    readonly FalSearch _search;

    public FalAdapter(ProviderHttpFactory https, ForeignFiles files, WebhookAddresses webhooks, IOptions<ProvidersOptions> options, TimeProvider time)
    {
        (_http, _files, _webhooks, _time) = (https.For(FalAddresses.Profile), files, webhooks, time);
        _input = new(_http, files);
        var settings = options.Value.Of(Id);
        _search = new(_http, time, settings.SettleSeconds is null ? TimeSpan.FromHours(2) : settings.Settling);
    }

    public string ProviderId => Id;
    public bool NeedsKey => true;
    public bool SafeToRepeat => false;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (input, refusal) = await _input.MakeAsync(request, cancellationToken);
        if (input is null) return refusal!;
        var address = FalAddresses.Path(request.Model);
        if (_webhooks.For(Id) is { } webhook) address += $"?fal_webhook={Uri.EscapeDataString(webhook)}";
        var reply = await _http.SendAsync(ProviderCall.Post(address, JsonText.Of(input)) with { Headers = [("X-Fal-Request-Timeout", LongestQueueSeconds)] }, cancellationToken);
        return reply.IsObject && reply.Json.TextAt("request_id") is { Length: > 0 } id
            ? new ProviderAnswer.Accepted(id, DetailsOf(reply.Json))
            : SubmissionEnd.Of(reply, FalAddresses.Profile.Name);
    }

    public async Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var status = await AddressAsync(submitted, "status_url", "/status", cancellationToken);
        var reply = await _http.SendAsync(ProviderCall.Get($"{status}{(status.Contains('?', StringComparison.Ordinal) ? '&' : '?')}logs=1"), cancellationToken);
        if (!reply.IsObject) return LookUpEnd.Of(reply, submitted, FalAddresses.Profile.Name, now);
        if (reply.Json.TextAt("status") != "COMPLETED") return new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details, ProgressIn(reply.Json));
        var result = await AddressAsync(submitted, "response_url", "", cancellationToken);
        return FalResult.Of(await _http.SendAsync(ProviderCall.Get(result), cancellationToken), reply.Json, submitted, now);
    }

    /// <summary>fal sends a signal and lets the app decide: whether it stopped is seen by asking.</summary>
    public async Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        var address = await AddressAsync(submitted, "cancel_url", "/cancel", cancellationToken);
        await _http.SendAsync(new ProviderCall(HttpMethod.Put, address), cancellationToken);
        return false;
    }

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        _search.FindAsync(request, reservedAt, cancellationToken);

    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) =>
        await _files.FetchAsync(output, await _http.ConnectionAsync(cancellationToken), cancellationToken);

    // More than a thousand endpoints: one is brought in by its id, through its document.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<JsonElement?> DocumentAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var connection = await _http.ConnectionAsync(cancellationToken);
        var reply = await _http.SendAsync(ProviderCall.Get(FalAddresses.OpenApi(connection, modelId)) with { WithKey = false }, cancellationToken);
        if (reply.IsObject) return reply.Json;
        return reply.Status == 404 ? null : throw new InvalidInputException("model", FaultOf(reply));
    }

    public async Task<ModelPrice> PriceAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(ProviderCall.Get(FalAddresses.Pricing(await _http.ConnectionAsync(cancellationToken), modelId)), cancellationToken);
        if (!reply.IsObject) throw new InvalidInputException("model", FaultOf(reply));
        var price = reply.Json.At("prices").Elements().FirstOrDefault(p => p.TextAt("endpoint_id") == modelId);
        var unit = price.TextAt("unit")?.ToLowerInvariant().TrimEnd('s') switch
        {
            "image" or "video" or "output" => "output",
            "megapixel" => "megapixel",
            "second" => "second",
            "request" or "generation" => "run",
            _ => null,
        };
        return unit is not null && price.TextAt("currency") is (null or "USD") && price.NumberAt("unit_price") is { } amount and >= 0
            ? new ModelPrice(amount, unit!)
            : ModelPrice.Unknown;
    }

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        // fal has no call that only asks who one is; a price is the cheapest that wants a key.
        var connection = await _http.ConnectionAsync(cancellationToken);
        var reply = await _http.SendAsync(ProviderCall.Get(FalAddresses.Pricing(connection, "fal-ai/flux/schnell")) with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        return reply.IsObject ? new(true, "fal answers, and the key is good.") : new(false, FaultOf(reply));
    }

    /// <summary>The address fal named, or the one it should be when it named none, or one on a host that is not known as fal's.</summary>
    async Task<string> AddressAsync(SubmittedRequest submitted, string name, string end, CancellationToken cancellationToken)
    {
        var connection = await _http.ConnectionAsync(cancellationToken);
        return submitted.Details.Text(name) is { } told && connection.WouldAsk(told) ? told : $"{FalAddresses.Request(submitted.Model, submitted.RequestId)}{end}";
    }

    static ParameterSet DetailsOf(JsonElement accepted)
    {
        var details = ParameterSet.Empty;
        foreach (var name in (string[])["status_url", "response_url", "cancel_url"])
        {
            if (accepted.TextAt(name) is { Length: > 0 } address) details = details.With(name, address);
        }

        return details;
    }

    /// <summary>From the newest line of the logs that has a progress bar.</summary>
    static double? ProgressIn(JsonElement status) =>
        status.At("logs").Elements().Reverse().Select(line => RunLog.Progress(line.TextAt("message"))).FirstOrDefault(p => p is not null);

    static string FaultOf(ProviderReply reply) => reply.Fault ?? $"fal answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}";
}
