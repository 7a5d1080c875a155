using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Webhooks;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>Replicate: a run is a prediction, posted once, then asked about until it has ended.</summary>
sealed class ReplicateAdapter : IProviderAdapter, IModelDocuments
{
    public const string Id = "replicate";
    const int WaitSeconds = 10;

    public static ProviderProfile Profile { get; } = new(Id, "Replicate", new("https://api.replicate.com/v1")) { Hosts = ["api.replicate.com"] };

    readonly ProviderHttp _http;
    readonly ForeignFiles _files;
    readonly MediaStore _store;
    readonly WebhookAddresses _webhooks;
    readonly TimeProvider _time;
    readonly ReplicateInput _input;
    readonly ReplicateModels _models;
    readonly PredictionSearch _search;

    /// <summary>How long the last run of a model took: the fast ones are waited for.</summary>
    readonly ConcurrentDictionary<string, double> _seconds = new(StringComparer.OrdinalIgnoreCase);

    public ReplicateAdapter(
        ProviderHttpFactory https, ForeignFiles files, MediaStore store, WebhookAddresses webhooks, IOptions<ProvidersOptions> options, TimeProvider time)
    {
        (_http, _files, _store, _webhooks, _time) = (https.For(Profile), files, store, webhooks, time);
        _input = new(_http);
        _models = new(_http, time);
        _search = new(_http, time, options.Value.Of(Id).Settling);
    }

    public string ProviderId => Id;
    public bool NeedsKey => true;
    public bool SafeToRepeat => false;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (way, noWay) = await _models.WayOfAsync(request.Model, request.Version, cancellationToken);
        if (way is null) return noWay!;
        var (input, noInput) = await _input.MakeAsync(request, cancellationToken);
        if (input is null) return noInput!;
        var reply = await _http.SendAsync(CallOf(request, way, input), cancellationToken);
        return reply.IsObject && Prediction.Read(reply.Json) is { } prediction ? EndOf(prediction, request.Model) : SubmissionEnd.Of(reply, Profile.Name);
    }

    public async Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        var address = submitted.Details.Text("get") ?? $"predictions/{Uri.EscapeDataString(submitted.RequestId)}";
        var reply = await _http.SendAsync(ProviderCall.Get(address), cancellationToken);
        return reply.IsObject && Prediction.Read(reply.Json) is { } prediction
            ? EndOf(prediction, submitted.Model)
            : LookUpEnd.Of(reply, submitted, Profile.Name, _time.GetUtcNow().UtcDateTime);
    }

    /// <summary>A run that had not begun costs nothing; one that had is asked about until it says that it has stopped.</summary>
    public async Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        var address = submitted.Details.Text("cancel") ?? $"predictions/{Uri.EscapeDataString(submitted.RequestId)}/cancel";
        var reply = await _http.SendAsync(new ProviderCall(HttpMethod.Post, address), cancellationToken);
        return reply.IsObject && Prediction.Read(reply.Json) is { Status: "canceled" or "aborted", StartedAt: null };
    }

    /// <summary>A run that was begun by version is surely told with that version; with the model's name, it depends on the model.</summary>
    public async Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default)
    {
        var (way, noWay) = await _models.WayOfAsync(request.Model, request.Version, cancellationToken);
        if (way is null) return new Reconciliation.Undetermined(noWay is ProviderAnswer.Rejected refused ? refused.Message : "Replicate did not tell about the model.");
        return await _search.FindAsync(request with { Version = way.Version }, reservedAt, cancellationToken);
    }

    /// <summary>Files of the API itself take the key; those of the delivery hosts are public.</summary>
    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default)
    {
        var connection = await _http.ConnectionAsync(cancellationToken);
        if (output.Address is not { } address || !address.AbsoluteUri.StartsWith(connection.BaseAddress.AbsoluteUri.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase))
            return await _files.FetchAsync(output, connection, cancellationToken);
        var path = _store.NewTemporaryFile(Path.GetExtension(address.AbsolutePath));
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous);
            var type = await _http.DownloadAsync(ProviderCall.Get(address.AbsoluteUri) with { MostBytes = 2L << 30, TimeLimit = TimeSpan.FromMinutes(30) }, file, cancellationToken);
            return new(path, type ?? output.MimeType);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    // Thousands of models: one is brought in by its name, through its document.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    /// <summary>With <c>owner/name:version</c> the document holds that version in the place of the latest.</summary>
    public async Task<JsonElement?> DocumentAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var (name, version) = modelId.Split(':', 2) is [var left, var right] ? (left, right) : (modelId, null);
        var address = $"models/{ReplicateModels.Escaped(name)}";
        var known = await AskAsync(address, cancellationToken);
        if (known is not { } model || version is null || model.At("latest_version").TextAt("id") == version) return known;
        if (await AskAsync($"{address}/versions/{Uri.EscapeDataString(version)}", cancellationToken) is not { } asked) return null;
        var document = JsonObject.Create(model)!;
        document["latest_version"] = JsonObject.Create(asked);
        return JsonSerializer.SerializeToElement(document);
    }

    async Task<JsonElement?> AskAsync(string address, CancellationToken cancellationToken)
    {
        var reply = await _http.SendAsync(ProviderCall.Get(address), cancellationToken);
        if (reply.IsObject) return reply.Json;
        return reply.Status == 404 ? null : throw new InvalidInputException("model", reply.Fault ?? $"Replicate answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}");
    }

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(ProviderCall.Get("account") with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        return reply.IsObject
            ? new(true, $"Replicate answers; the key belongs to {reply.Json.TextAt("username") ?? "an account"}.")
            : new(false, reply.Fault ?? $"Replicate answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}");
    }

    ProviderCall CallOf(GenerationRequest request, ReplicateModels.Way way, JsonObject input)
    {
        var body = new JsonObject();
        if (way.Version is { } version) body["version"] = version;
        body["input"] = input;
        if (_webhooks.For(Id) is { } webhook)
        {
            body["webhook"] = webhook;
            body["webhook_events_filter"] = new JsonArray("completed");
        }

        var call = ProviderCall.Post(way.Path, JsonText.Of(body));
        return _seconds.TryGetValue(request.Model, out var seconds) && seconds < WaitSeconds / 2.0
            ? call with { Headers = [("Prefer", $"wait={WaitSeconds}")], TimeLimit = TimeSpan.FromSeconds(60 + WaitSeconds) }
            : call;
    }

    ProviderAnswer EndOf(Prediction prediction, string model)
    {
        if (prediction is { Status: "succeeded", TotalSeconds: { } seconds }) _seconds[model] = seconds;
        return PredictionEnd.Of(prediction);
    }
}
