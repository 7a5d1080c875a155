using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.Civitai;

/// <summary>Plays Civitai's orchestration: workflows with their idempotency key, and the older jobs.</summary>
public sealed class FakeCivitai : FakeServer
{
    public override string ProviderId => "civitai";

    /// <summary>Buzz a picture.</summary>
    public decimal BuzzEach { get; set; } = 4;

    /// <summary>Why pictures are withheld; null when they are not.</summary>
    public string? Blocked { get; set; }

    /// <summary>Whether pictures come as <c>blobs</c>, as one page of the documentation has it.</summary>
    public bool SaysBlobs { get; set; }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, "Bearer") ? await next(context) : Results.StatusCode(401));
        api.MapPost("/v2/consumer/workflows", async (HttpRequest request) => Submit(await BodyAsync(request), request.Query["whatif"] == "true"));
        api.MapGet("/v2/consumer/workflows", (HttpRequest request) => Json(new JsonObject
        {
            ["next"] = null,
            ["items"] = new JsonArray([.. Jobs.Where(j => Tags(j).Contains(request.Query["tags"].ToString(), StringComparer.Ordinal)).Select(j => Workflow(j, isDone: false))]),
        }));
        api.MapGet("/v2/consumer/workflows/{id}", (string id) => Find(id) is { } job ? Json(Workflow(job, IsDone(job))) : Results.StatusCode(404));
        api.MapPut("/v2/consumer/workflows/{id}", (string id) =>
        {
            if (Find(id) is not { } job) return Results.StatusCode(404);
            job.IsCancelled = true;
            Charges.GiveBack(id);
            return Json(Workflow(job, isDone: false));
        });
        MapOlder(api);
    }

    IResult Submit(JsonObject template, bool whatIf)
    {
        if (template["steps"] is not JsonArray { Count: > 0 } steps || steps[0] is not JsonObject step || step["input"] is not JsonObject input) return Problem("$.steps", "The steps field is required.");
        foreach (var needed in (string[])["prompt", "cfgScale", "seed"])
        {
            if (step["$type"]?.ToString() == "textToImage" && !input.ContainsKey(needed)) return Problem($"$.steps[0].input.{needed}", "The value is required.");
        }

        if (whatIf)
        {
            var plan = new FakeJob("", "", input, default);
            var priced = Fixtures.Read("Civitai/v2-workflow-scheduled.json");
            priced["cost"] = new JsonObject { ["base"] = BuzzEach * plan.Count, ["total"] = BuzzEach * plan.Count };
            return Json(priced);
        }

        // The same key: the workflow that is there already.
        var external = template["externalId"]?.ToString();
        if (Jobs.FirstOrDefault(j => j.Input["#externalId"]?.ToString() == external && external is not null) is { } known) return Json(Workflow(known, isDone: false));
        var marked = input.DeepClone().AsObject();
        (marked["#externalId"], marked["#tags"], marked["#type"]) = (external, template["tags"]?.DeepClone(), step["$type"]?.ToString());
        return Json(Workflow(Accept(input["model"]?.ToString() ?? step["$type"] + "/" + input["engine"], marked), isDone: false));
    }

    JsonObject Workflow(FakeJob job, bool isDone)
    {
        var state = job.IsCancelled ? "canceled" : !isDone ? "scheduled" : job.EndsWith ?? (Blocked is null ? "succeeded" : "blocked-image");
        var workflow = Fixtures.Read($"Civitai/v2-workflow-{(state == "expired" ? "failed" : state)}.json");
        if (state == "expired") workflow["status"] = "expired";
        workflow["id"] = job.Id;
        workflow["tags"] = new JsonArray([.. Tags(job).Select(t => (JsonNode)t)]);
        workflow["cost"] = new JsonObject { ["base"] = BuzzEach * job.Count, ["total"] = BuzzEach * job.Count };
        if (!isDone || state is not ("succeeded" or "blocked-image")) return workflow;
        var step = workflow["steps"]![0]!;
        step["$type"] = job.Input["#type"]?.ToString();
        if (ExtensionOf(job.Model) == "mp4")
        {
            step["output"] = new JsonObject { ["video"] = Blob(step["output"]!["images"]![0]!.AsObject(), job, 0) };
            return workflow;
        }

        var pictures = new JsonArray([.. Enumerable.Range(0, job.Count).Select(i => Blob(step["output"]!["images"]![0]!.DeepClone().AsObject(), job, i))]);
        step["output"] = new JsonObject { [SaysBlobs ? "blobs" : "images"] = pictures };
        return workflow;
    }

    JsonObject Blob(JsonObject example, FakeJob job, int index)
    {
        var blob = example.DeepClone().AsObject();
        if (Blocked is not null) blob["blockedReason"] = Blocked;
        else blob["url"] = OutputUrl(job, index);
        return blob;
    }

    static IEnumerable<string> Tags(FakeJob job) => job.Input["#tags"] is JsonArray tags ? tags.Select(t => t!.ToString()) : [];

    void MapOlder(IEndpointRouteBuilder api)
    {
        api.MapPost("/v1/consumer/jobs", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            if (body["params"] is not JsonObject parameters) return Problem("$.params", "The params field is required.");
            var input = parameters.DeepClone().AsObject();
            (input["quantity"], input["#attempt"]) = (body["quantity"]?.DeepClone(), body["properties"]?["artFactoryAttempt"]?.ToString());
            return Json(OlderJobs([Accept(body["model"]!.ToString(), input)]));
        });
        api.MapGet("/v1/consumer/jobs", (string token) => Find(token["tok-".Length..]) is { } job ? Json(OlderJobs([job])) : Results.StatusCode(404));
        api.MapPost("/v1/consumer/jobs/query", async (HttpRequest request) =>
        {
            var wanted = (await BodyAsync(request))["properties"]?["artFactoryAttempt"]?.ToString();
            return Json(OlderJobs([.. Jobs.Where(j => j.Input["#attempt"]?.ToString() == wanted)]));
        });
        api.MapDelete("/v1/consumer/jobs", (string token) =>
        {
            if (Find(token["tok-".Length..]) is { } job) job.IsCancelled = true;
            return Results.Ok();
        });
    }

    JsonObject OlderJobs(IReadOnlyList<FakeJob> jobs)
    {
        var list = new JsonArray();
        foreach (var job in jobs)
        {
            var isDone = IsDone(job);
            for (var i = 0; i < job.Count; i++)
            {
                list.Add(new JsonObject
                {
                    ["jobId"] = i == 0 ? job.Id : string.Create(CultureInfo.InvariantCulture, $"{job.Id}-{i}"),
                    ["cost"] = BuzzEach,
                    ["scheduled"] = !isDone && !job.IsCancelled,
                    ["result"] = isDone && !job.IsCancelled
                        ? new JsonObject { ["blobKey"] = $"B{i}", ["available"] = true, ["blobUrl"] = OutputUrl(job, i), ["blobUrlExpirationDate"] = "2036-02-02T00:00:00Z" }
                        : new JsonObject { ["blobKey"] = $"B{i}", ["available"] = false },
                });
            }
        }

        return new JsonObject { ["token"] = jobs.Count > 0 ? $"tok-{jobs[0].Id}" : "", ["jobs"] = list };
    }

    static IResult Problem(string field, string words)
    {
        var problem = Fixtures.Read("Civitai/v2-problem-400.json");
        problem["errors"] = new JsonObject { [field] = new JsonArray(words) };
        return Json(problem, 400);
    }
}
