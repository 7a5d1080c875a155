using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Webhooks;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>
/// Civitai: an attempt is a workflow of one step, whose <c>externalId</c> and tag are the attempt's id, so that it is found again for
/// certain. Models of the older interface go through <see cref="CivitaiJobs"/>.
/// </summary>
sealed class CivitaiAdapter : IProviderAdapter, IModelPrices, IRequestPrices
{
    public const string Id = "civitai";
    const string Workflows = "v2/consumer/workflows";
    const string Tag = "art-factory";

    public static ProviderProfile Profile { get; } = new(Id, "Civitai", new("https://orchestration.civitai.com")) { Hosts = ["orchestration.civitai.com"] };

    readonly ProviderHttp _http;
    readonly ForeignFiles _files;
    readonly WebhookAddresses _webhooks;
    readonly TimeProvider _time;
    readonly CivitaiJobs _jobs;
    readonly TimeSpan _settling;

    public CivitaiAdapter(ProviderHttpFactory https, ForeignFiles files, WebhookAddresses webhooks, IOptions<ProvidersOptions> options, TimeProvider time)
    {
        (_http, _files, _webhooks, _time) = (https.For(Profile), files, webhooks, time);
        _settling = options.Value.Of(Id).Settling;
        _jobs = new(_http, time, _settling);
    }

    public string ProviderId => Id;
    public bool NeedsKey => true;
    public bool SafeToRepeat => false;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        if (IsJob(request.Version)) return await _jobs.SubmitAsync(request, cancellationToken);
        var reply = await _http.SendAsync(ProviderCall.Post(Workflows, JsonText.Of(TemplateOf(request))), cancellationToken);
        return reply.IsObject && WorkflowEnd.Of(reply.Json) is { } answer ? answer : SubmissionEnd.Of(reply, Profile.Name);
    }

    public async Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        if (CivitaiJobs.Has(submitted)) return await _jobs.LookUpAsync(submitted, cancellationToken);
        var reply = await _http.SendAsync(ProviderCall.Get($"{Workflows}/{Uri.EscapeDataString(submitted.RequestId)}"), cancellationToken);
        return reply.IsObject && WorkflowEnd.Of(reply.Json) is { } answer
            ? answer
            : LookUpEnd.Of(reply, submitted, Profile.Name, _time.GetUtcNow().UtcDateTime);
    }

    public async Task<bool> CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken = default)
    {
        if (CivitaiJobs.Has(submitted))
        {
            await _jobs.CancelAsync(submitted, cancellationToken);
            return false;
        }

        var body = JsonText.Of(new JsonObject { ["status"] = "canceled" });
        var reply = await _http.SendAsync(ProviderCall.Put($"{Workflows}/{Uri.EscapeDataString(submitted.RequestId)}", body), cancellationToken);

        // What had begun may cost something: it is asked about until it says how it ended.
        return reply.IsObject && reply.Json.TextAt("status") == "canceled" && reply.Json.MomentAt("startedAt") is null;
    }

    public async Task<Reconciliation> FindByAttemptAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken = default)
    {
        if (IsJob(request.Version)) return await _jobs.FindAsync(request, reservedAt, cancellationToken);
        var attempt = request.AttemptId.ToString("N");
        var reply = await _http.SendAsync(ProviderCall.Get($"{Workflows}?tags={attempt}&take=10"), cancellationToken);
        if (!reply.IsObject || reply.Json.At("items").ValueKind != JsonValueKind.Array)
            return new Reconciliation.Undetermined(reply.Fault ?? $"Civitai answered {reply.Status} to the question for the attempt: {ErrorWords.Of(reply).Or("no reason came with it.")}");
        var found = reply.Json.At("items").Elements().FirstOrDefault(workflow => IsOf(workflow, attempt));
        if (found.TextAt("id") is { Length: > 0 } id) return new Reconciliation.Found(id);
        return _time.GetUtcNow().UtcDateTime - reservedAt < _settling
            ? new Reconciliation.Undetermined("Civitai does not know it yet; a request may still be on its way.")
            : new Reconciliation.NeverAccepted();
    }

    public async Task<FetchedFile> FetchAsync(ProviderOutput output, CancellationToken cancellationToken = default) =>
        await _files.FetchAsync(output, await _http.ConnectionAsync(cancellationToken), cancellationToken);

    // Civitai publishes no list of what can be generated with: a model is brought in by its AIR.
    public Task<IReadOnlyList<ModelDescription>> DescribeAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ModelDescription>>([]);

    /// <summary>Asks what one usual picture would cost, without making it.</summary>
    public async Task<ModelPrice> PriceAsync(string modelId, CancellationToken cancellationToken = default)
    {
        var side = modelId.Contains(":sd1:", StringComparison.OrdinalIgnoreCase) ? 512 : 1024;
        var usual = new GenerationRequest
        {
            AttemptId = Guid.Empty, ItemId = Guid.Empty, Model = modelId,
            Parameters = ParameterSet.Parse($$"""{"prompt":"a picture","steps":25,"width":{{side}},"height":{{side}},"scheduler":"EulerA","quantity":1}"""),
        };
        var reply = await WhatIfAsync(usual, cancellationToken);
        if (!reply.IsObject) throw new InvalidInputException("model", FaultOf(reply));
        return WorkflowEnd.CostOf(reply.Json) is { } cost ? new ModelPrice(cost, "output") : ModelPrice.Unknown;
    }

    public async Task<decimal?> CostAsync(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        // The older interface knows no such question.
        if (IsJob(request.Version)) return null;
        var reply = await WhatIfAsync(request, cancellationToken);
        return reply.IsObject ? WorkflowEnd.CostOf(reply.Json) : null;
    }

    public async Task<ConnectionTest> TestConnectionAsync(CancellationToken cancellationToken = default)
    {
        var reply = await _http.SendAsync(ProviderCall.Get($"{Workflows}?take=1") with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
        return reply.IsObject ? new(true, "Civitai answers, and the key is good.") : new(false, FaultOf(reply));
    }

    /// <summary>Civitai's plan of a request, with its price; nothing is made, and nothing of it is kept there.</summary>
    Task<ProviderReply> WhatIfAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["steps"] = new JsonArray(CivitaiStep.Of(request)) };
        return _http.SendAsync(ProviderCall.Post($"{Workflows}?whatif=true", JsonText.Of(body)) with { TimeLimit = TimeSpan.FromSeconds(20) }, cancellationToken);
    }

    JsonObject TemplateOf(GenerationRequest request)
    {
        var attempt = request.AttemptId.ToString("N");
        var template = new JsonObject
        {
            ["steps"] = new JsonArray(CivitaiStep.Of(request)),
            ["tags"] = new JsonArray(Tag, attempt),
            ["externalId"] = attempt,
        };
        if (_webhooks.WithToken(Id, request.AttemptId) is { } callback)
        {
            string[] ends = ["workflow:succeeded", "workflow:failed", "workflow:expired", "workflow:canceled"];
            template["callbacks"] = new JsonArray(new JsonObject { ["url"] = callback, ["type"] = new JsonArray([.. ends.Select(e => (JsonNode)e)]) });
        }

        return template;
    }

    static bool IsOf(JsonElement workflow, string attempt) =>
        workflow.TextAt("externalId") == attempt || workflow.At("tags").Elements().Any(tag => tag.ValueKind == JsonValueKind.String && tag.ValueEquals(attempt));

    static bool IsJob(string? version) => version == CivitaiJobs.Version;

    static string FaultOf(ProviderReply reply) => reply.Fault ?? $"Civitai answered {reply.Status}: {ErrorWords.Of(reply).Or("no reason came with it.")}";
}
