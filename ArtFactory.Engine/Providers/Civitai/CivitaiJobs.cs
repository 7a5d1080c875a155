using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>
/// The older interface, for models whose catalogue version is <c>v1</c>: jobs instead of workflows, one a picture. An attempt's id is
/// a property of its jobs, by which they are found again.
/// </summary>
sealed class CivitaiJobs(ProviderHttp http, TimeProvider time, TimeSpan settling)
{
    public const string Version = "v1";
    const string Interface = "interface";
    const string Jobs = "v1/consumer/jobs";
    const string Token = "token";
    const string Attempt = "artFactoryAttempt";
    static readonly HashSet<string> Ended = new(StringComparer.Ordinal) { "Failed", "Expired", "Deleted", "LateRejected" };
    static readonly HashSet<string> Parts = new(StringComparer.Ordinal) { "quantity", "batchSize", "additionalNetworks", "controlNets", "baseModel" };

    /// <summary>Whether a request was accepted by this interface.</summary>
    public static bool Has(SubmittedRequest submitted) => submitted.Details.Text(Interface) == Version;

    public async Task<ProviderAnswer> SubmitAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(ProviderCall.Post($"{Jobs}?wait=false&detailed=false", JsonText.Of(BodyOf(request))), cancellationToken);
        return reply.IsObject && Accepted(reply.Json) is { } accepted ? accepted : SubmissionEnd.Of(reply, CivitaiAdapter.Profile.Name);
    }

    public async Task<ProviderAnswer> LookUpAsync(SubmittedRequest submitted, CancellationToken cancellationToken)
    {
        var address = submitted.Details.Text(Token) is { } token ? $"{Jobs}?token={Uri.EscapeDataString(token)}" : $"{Jobs}/{Uri.EscapeDataString(submitted.RequestId)}";
        var reply = await http.SendAsync(ProviderCall.Get(address), cancellationToken);
        if (!reply.IsObject) return LookUpEnd.Of(reply, submitted, CivitaiAdapter.Profile.Name, time.GetUtcNow().UtcDateTime);
        var jobs = reply.Json.At("jobs").ValueKind == JsonValueKind.Array ? reply.Json.At("jobs").Elements().ToList() : [reply.Json];
        return EndOf(jobs, submitted);
    }

    public async Task CancelAsync(SubmittedRequest submitted, CancellationToken cancellationToken)
    {
        var query = submitted.Details.Text(Token) is { } token ? $"?token={Uri.EscapeDataString(token)}" : $"/{Uri.EscapeDataString(submitted.RequestId)}?force=true";
        await http.SendAsync(new ProviderCall(HttpMethod.Delete, Jobs + query), cancellationToken);
    }

    public async Task<Reconciliation> FindAsync(GenerationRequest request, DateTime reservedAt, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["properties"] = new JsonObject { [Attempt] = request.AttemptId.ToString("N") } };
        var reply = await http.SendAsync(ProviderCall.Post($"{Jobs}/query?detailed=false", JsonText.Of(body)), cancellationToken);
        if (!reply.IsObject || reply.Json.At("jobs").ValueKind != JsonValueKind.Array)
            return new Reconciliation.Undetermined(reply.Fault ?? $"Civitai answered {reply.Status} to the question for the attempt's jobs.");
        if (Accepted(reply.Json) is { } accepted) return new Reconciliation.Found(accepted.RequestId, accepted.Details);
        return time.GetUtcNow().UtcDateTime - reservedAt < settling
            ? new Reconciliation.Undetermined("Civitai does not know it yet; a request may still be on its way.")
            : new Reconciliation.NeverAccepted();
    }

    static ProviderAnswer.Accepted? Accepted(JsonElement answer)
    {
        if (answer.At("jobs").Elements().Select(job => job.TextAt("jobId")).FirstOrDefault(id => id is { Length: > 0 }) is not { } id) return null;
        var details = ParameterSet.Empty.With(Interface, Version);
        return new(id, answer.TextAt(Token) is { Length: > 0 } token ? details.With(Token, token) : details);
    }

    static ProviderAnswer EndOf(List<JsonElement> jobs, SubmittedRequest submitted)
    {
        var outputs = jobs.SelectMany(ResultsOf).Select(OutputOf).OfType<ProviderOutput>().ToList();
        var open = jobs.Count(job => !HasResult(job) && !HasEnded(job));
        if (open > 0) return new ProviderAnswer.Accepted(submitted.RequestId, submitted.Details, jobs.Count == 0 ? null : (double)(jobs.Count - open) / jobs.Count);
        var costs = jobs.Select(job => job.NumberAt("cost")).OfType<decimal>().ToList();
        var cost = costs.Count == jobs.Count ? Buzz.Dollars(costs.Sum()) : null;
        return outputs.Count > 0
            ? new ProviderAnswer.Completed(outputs, Cost: cost, RequestId: submitted.RequestId)
            : new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "All jobs have failed at Civitai, or were cancelled there.", Cost: cost, MayBeCharged: cost is null);
    }

    static bool HasResult(JsonElement job) => ResultsOf(job).Any(result => OutputOf(result) is not null);

    /// <summary>Nobody works on it any more, and nothing came of it.</summary>
    static bool HasEnded(JsonElement job) => job.FlagAt("scheduled") == false || (job.At("lastEvent").TextAt("type") is { } last && Ended.Contains(last));

    static IEnumerable<JsonElement> ResultsOf(JsonElement job) => job.At("result") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray() : [job.At("result")];

    static ProviderOutput? OutputOf(JsonElement result) =>
        result.FlagAt("available") == true ? OutputReading.File(result.TextAt("blobUrl"), expiresAt: result.MomentAt("blobUrlExpirationDate")) : null;

    static JsonObject BodyOf(GenerationRequest request)
    {
        var input = CivitaiStep.InputOf(request);
        var body = new JsonObject { ["$type"] = "textToImage", ["model"] = request.Model };
        var parameters = new JsonObject();
        foreach (var (name, value) in input.Where(m => m.Key != "model").ToList())
            (Parts.Contains(name) ? body : parameters)[name] = value?.DeepClone();

        // The older interface writes schedulers as the catalogue does.
        if (request.Parameters.Text("scheduler") is { Length: > 0 } scheduler) parameters["scheduler"] = scheduler;
        body.TryAdd("baseModel", request.Model.Contains(":sd1:", StringComparison.OrdinalIgnoreCase) ? "SD_1_5" : "SDXL");
        body["params"] = parameters;
        body["properties"] = new JsonObject { [Attempt] = request.AttemptId.ToString("N") };
        return body;
    }
}
