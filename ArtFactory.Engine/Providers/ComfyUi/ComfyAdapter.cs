using System.Text.Json;
using System.Globalization;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>
/// ComfyUI: a graph is queued under the attempt's own id, watched over a WebSocket where that works, and asked about in its history.
/// Because the id is ours, an attempt whose answer was lost is found again in the queue or the history, and not queued twice.
/// </summary>
sealed class ComfyAdapter : IProviderAdapter, IModelSchemas, IAsyncDisposable
{
    public const string Id = "comfyui";

    /// <summary>Beside the prompt, for servers that choose their own ids.</summary>
    public const string AttemptMember = "artfactory_attempt";

    static readonly TimeSpan LongestSignal = TimeSpan.FromSeconds(2);
    static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(100);

    readonly ProviderHttp _http;
    readonly EngineFiles _files;
    readonly TimeProvider _time;
    readonly ComfyWorkflows _workflows;
    readonly ComfyListener _listener;
    readonly ComfyQueue _queue;

    public ComfyAdapter(ProviderHttpFactory http, ForeignFiles files, MediaStore store, ComfyWorkflows workflows, TimeProvider time, ILogger<ComfyAdapter> logger)
    {
        _http = http.For(Profile);
        (_files, _workflows, _time) = (new(_http, files, store), workflows, time);
        _listener = new(_http, time, logger);
        _queue = new(_http);
    }

    public static ProviderProfile Profile { get; } = new(Id, "ComfyUI", new("http://127.0.0.1:8188"));

    public string ProviderId => Id;
    public bool NeedsKey => false;

    /// <summary>It costs nothing, but a graph may take an hour: it is found again rather than made twice.</summary>
    public bool SafeToRepeat => false;

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        WorkflowModel workflow;
        JsonObject graph;
        try
        {
            workflow = await _workflows.OfAsync(request, this, cancellationToken);
            var (uploads, refusal) = await UploadAsync(request, cancellationToken);
            if (refusal is not null) return refusal;
            graph = workflow.Fill(request.Parameters, uploads);
        }
        catch (InvalidInputException e)
        {
            return new ProviderAnswer.Rejected(ProviderErrorClass.Validation, e.Message);
        }

        var attempt = request.AttemptId.ToString("D", CultureInfo.InvariantCulture);
        await _listener.WatchAsync(attempt, graph.Count, cancellationToken);
        var body = new JsonObject
        {
            ["prompt"] = graph,
            ["client_id"] = _listener.ClientId,
            ["prompt_id"] = attempt,
            ["extra_data"] = new JsonObject { [AttemptMember] = attempt },
        };
        var reply = await _http.SendAsync(ProviderCall.Post("prompt", JsonText.Of(body)), cancellationToken);
        if (reply.IsObject && reply.Json.TextAt("prompt_id") is { Length: > 0 } id)
        {
            _listener.Rename(attempt, id);
            return new ProviderAnswer.Accepted(id, AskAgainAfter: AskAgain);
        }

        // Any other status is that of something before ComfyUI.
        var end = (reply.Status == 400 ? ComfyFaults.Of(reply, workflow) : null) ?? SubmissionEnd.Of(reply, Profile.Name);
        if (end is ProviderAnswer.Ambiguous) end = await AfterDoubtAsync(request, end, cancellationToken);
        if (end is ProviderAnswer.Accepted found) _listener.Rename(attempt, found.RequestId);
        else _listener.Forget(attempt);
        return end;
    }

    public async Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        await _listener.UntilNewsAsync(submitted.RequestId, LongestSignal, cancellationToken);
        for (var look = 0; ; look++)
        {
            var reply = await _http.SendAsync(ProviderCall.Get($"history/{Uri.EscapeDataString(submitted.RequestId)}"), cancellationToken);
            if (!reply.IsObject) return LookUpEnd.Of(reply, submitted, Profile.Name, _time.GetUtcNow().UtcDateTime);
            if (reply.Json.At(submitted.RequestId) is { ValueKind: JsonValueKind.Object } entry)
            {
                _listener.Forget(submitted.RequestId);
                return ComfyHistory.Read(entry, submitted.RequestId, await _http.ConnectionAsync(cancellationToken));
            }

            if (await _queue.FindAsync(submitted.RequestId, null, cancellationToken) is not { } found)
                return new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details, _listener.ProgressOf(submitted.RequestId));
            if (found.Id is not null) return new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details, _listener.ProgressOf(submitted.RequestId), _listener.Hears(submitted.RequestId) ? AskAgain : null);

            // It may have gone from the queue to the history between the two questions.
            if (look == 0) continue;
            _listener.Forget(submitted.RequestId);
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{Profile.Name} no longer knows the request: it was started anew, or its queue was cleared.");
        }
    }

    public async Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        var delete = new JsonObject { ["delete"] = new JsonArray(submitted.RequestId) };
        await _http.SendAsync(ProviderCall.Post("queue", JsonText.Of(delete)), cancellationToken);
        if (await _queue.FindAsync(submitted.RequestId, null, cancellationToken) is not { } found) return false;

        // An interrupt stops whatever runs, so it is sent only when that is ours.
        if (found.IsRunning)
            await _http.SendAsync(ProviderCall.Post("interrupt", JsonText.Of(new JsonObject { ["prompt_id"] = submitted.RequestId })), cancellationToken);
        _listener.Forget(submitted.RequestId);
        return true;
    }

    public async Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default)
    {
        var attempt = request.AttemptId.ToString("D", CultureInfo.InvariantCulture);
        return await _queue.FindAsync(attempt, attempt, cancellationToken) switch
        {
            null => new Reconciliation.Undetermined($"{Profile.Name} does not answer."),
            { Id: { } id } => new Reconciliation.Found(id),
            _ when await ComfyHistory.FindAsync(_http, attempt, cancellationToken) is { } found => found.Length > 0 ? new Reconciliation.Found(found) : new Reconciliation.NeverAccepted(),
            _ => new Reconciliation.Undetermined($"{Profile.Name} does not answer."),
        };
    }

    public Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) => _files.FetchAsync(output, cancellationToken);

    // A model is a workflow, and those are brought in by a person.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(ProviderCall.Get("system_stats") with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        if (!reply.IsObject) return new(false, reply.Fault ?? $"It answered {reply.Status}, which ComfyUI would not. Check the address.");
        var version = reply.Json.At("system").TextAt("comfyui_version");
        return new(true, version is null ? "ComfyUI answers." : $"ComfyUI {version} answers.");
    }

    /// <summary>What ComfyUI tells of its nodes; nothing when it does not run.</summary>
    public async Task<ObjectInfo> NodesAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.SendAsync(ProviderCall.Get("object_info") with { MostBytes = 256L << 20 }, cancellationToken);
        return reply.IsObject ? new(reply.Json) : ObjectInfo.Nothing;
    }

    /// <summary>The ranges and choices of a workflow's inputs as they are installed now.</summary>
    public async Task<ParameterSchema?> SchemaAsync(string modelId, ParameterSchema known, CancellationToken cancellationToken = default)
    {
        if (await _workflows.FindAsync(modelId, cancellationToken) is not { } workflow) return null;
        var nodes = await NodesAsync(cancellationToken);
        return ReferenceEquals(nodes, ObjectInfo.Nothing) ? throw new InvalidInputException("model", "ComfyUI does not answer. Start it, or check its address under Admin, Providers.") : workflow.Schema(nodes);
    }

    /// <summary>
    /// The answer was lost: the queue and the history tell whether the request was. One that is in neither a moment later was not
    /// taken; should it turn up all the same, it has cost nothing.
    /// </summary>
    async Task<ProviderAnswer> AfterDoubtAsync(GenerationRequest request, ProviderAnswer end, CancellationToken cancellationToken)
    {
        for (var look = 0; ; look++)
        {
            switch (await FindByAttemptAsync(request, _time.GetUtcNow().UtcDateTime, cancellationToken))
            {
                case Reconciliation.Found found:
                    return new ProviderAnswer.Accepted(found.RequestId, AskAgainAfter: AskAgain);
                case Reconciliation.NeverAccepted when look > 0:
                    return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, ((ProviderAnswer.Ambiguous)end).Message);
                case Reconciliation.NeverAccepted:
                    await Task.Delay(SecondLook, _time, cancellationToken);
                    break;
                default:
                    return end;
            }
        }
    }

    /// <summary>Files go into ComfyUI's input folder under names made of their content, so that a repeat changes nothing.</summary>
    async Task<(Dictionary<string, string> Uploads, ProviderAnswer? Refusal)> UploadAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var uploads = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, path) in request.Inputs)
        {
            var reply = await _http.SendAsync(new(HttpMethod.Post, "upload/image") { Content = () => ComfyUpload.Form(path), TimeLimit = TimeSpan.FromMinutes(10) }, cancellationToken);
            if (!reply.IsObject || reply.Json.TextAt("name") is not { Length: > 0 } stored)
                return (uploads, new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{name} could not be sent to ComfyUI: {reply.Fault ?? $"it answered {reply.Status}."}"));
            uploads[InputPlace.ParameterOf(name)] = reply.Json.TextAt("subfolder") is { Length: > 0 } folder ? $"{folder}/{stored}" : stored;
        }

        return (uploads, null);
    }
}
