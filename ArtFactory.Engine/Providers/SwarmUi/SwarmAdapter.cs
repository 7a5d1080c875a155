using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>
/// SwarmUI. A request ends with its answer, over a WebSocket that tells progress and each picture's own seed; it costs nothing and
/// gives the same picture for the same seed, so one whose answer was lost is made anew.
/// </summary>
sealed class SwarmAdapter : IProviderAdapter, IModelSchemas
{
    public const string Id = "swarmui";

    readonly ProviderHttp _http;
    readonly EngineFiles _files;
    readonly SwarmSessions _sessions;
    readonly SwarmSocket _socket;
    readonly ILogger _logger;

    public SwarmAdapter(ProviderHttpFactory http, ForeignFiles files, MediaStore store, TimeProvider time, ILogger<SwarmAdapter> logger)
    {
        _http = http.For(Profile);
        _files = new(_http, files, store);
        _sessions = new(_http);
        _socket = new(_http, time);
        _logger = logger;
    }

    /// <summary>With accounts switched on, the key is the token of one; it travels as a cookie.</summary>
    public static ProviderProfile Profile { get; } = new(Id, "SwarmUI", new("http://127.0.0.1:7801")) { Scheme = null };

    public string ProviderId => Id;
    public bool NeedsKey => false;
    public bool SafeToRepeat => true;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        JsonObject body;
        try
        {
            body = await BodyAsync(request, cancellationToken);
        }
        catch (IOException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"A picture to send could not be read: {e.Message}");
        }
        catch (InvalidInputException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, e.Message);
        }

        // Each request has a session of its own while it runs: an interrupt stops all of a session.
        var (session, refusal) = await _sessions.TakeAsync(cancellationToken);
        for (var renewed = false; session is not null; renewed = true)
        {
            body["session_id"] = session;
            var (answer, isStale) = await GenerateAsync(body, session, progress, cancellationToken);
            if (!isStale || renewed)
            {
                if (!isStale) _sessions.GiveBack(session);
                return answer;
            }

            // A session that SwarmUI forgot took nothing.
            (session, refusal) = await _sessions.NewAsync(cancellationToken);
        }

        return refusal!;
    }

    public Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) =>
        Task.FromResult<ProviderAnswer>(new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "SwarmUI keeps no requests; the picture is made anew."));

    /// <summary>A request is cancelled where it waits, in <see cref="SubmitAsync"/>.</summary>
    public Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default) =>
        Task.FromResult<Reconciliation>(new Reconciliation.NeverAccepted());

    public Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) => _files.FetchAsync(output, cancellationToken);

    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(await _sessions.CallAsync("GetNewSession", [], cancellationToken) with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        if (reply.IsObject && reply.Json.TextAt("session_id") is not null) return new(true, $"SwarmUI {reply.Json.TextAt("version")} answers.");
        return new(false, reply.Fault ?? (reply.Json.TextAt("error") is { } error ? $"SwarmUI answers: {error}" : $"It answered {reply.Status}, which SwarmUI would not. Check the address."));
    }

    /// <summary>The parameters, models and choices that are installed.</summary>
    public async Task<ParameterSchema?> SchemaAsync(string modelId, ParameterSchema known, CancellationToken cancellationToken = default) =>
        SwarmParameters.Read(await ListAsync(cancellationToken), known);

    async Task<(ProviderAnswer Answer, bool IsStale)> GenerateAsync(JsonObject body, string session, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var count = body["images"] is JsonValue images && int.TryParse(images.ToJsonString(), out var asked) ? asked : 1;
            var told = await _socket.GenerateAsync(body, await _sessions.CookieAsync(cancellationToken), count, progress, cancellationToken);
            if (told is not null) return SwarmAnswer.Of(told, await _http.ConnectionAsync(cancellationToken));

            // No socket could be had, behind a proxy for instance: then without progress.
            _logger.LogDebug("SwarmUI gives no WebSocket; it is asked without");
            var reply = await _http.SendAsync(
                await _sessions.CallAsync("GenerateText2Image", body, cancellationToken) with { TimeLimit = TimeSpan.FromHours(1), MostBytes = 1L << 30 }, cancellationToken);
            return SwarmAnswer.Of(reply, await _http.ConnectionAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            await _sessions.InterruptAsync(session);
            throw;
        }
    }

    async Task<JsonObject> BodyAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var body = JsonText.ObjectOf(request.Parameters);
        foreach (var name in body.Where(m => m.Value is null || (m.Value.GetValueKind() == JsonValueKind.String && m.Value.ToString().Length == 0 && m.Key != "prompt")).Select(m => m.Key).ToList())
            body.Remove(name);
        foreach (var (name, path) in request.Inputs) body[InputPlace.ParameterOf(name)] = Convert.ToBase64String(await File.ReadAllBytesAsync(path, cancellationToken));
        body["images"] ??= 1;
        if (body["model"] is null && SwarmParameters.FirstModel(await ListAsync(cancellationToken)) is { } first) body["model"] = first;
        return body;
    }

    async Task<JsonElement> ListAsync(CancellationToken cancellationToken)
    {
        var reply = await _sessions.AskAsync("ListT2IParams", [], cancellationToken);
        if (reply.IsObject && reply.Json.TextAt("error") is null) return reply.Json;
        throw new InvalidInputException("model", reply.Fault ?? reply.Json.TextAt("error") ?? $"SwarmUI answered {reply.Status} when it was asked what it takes.");
    }
}
