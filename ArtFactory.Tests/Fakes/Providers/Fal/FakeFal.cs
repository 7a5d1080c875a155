using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.Fal;

/// <summary>Plays fal's queue, its storage and the parts of its platform that a client of the queue uses, all on one port.</summary>
public sealed class FakeFal : FakeServer
{
    public override string ProviderId => "fal";

    /// <summary>What the result call of a finished request answers; pictures when null.</summary>
    public Func<FakeJob, (int Status, JsonNode Body)>? ResultOf { get; set; }

    /// <summary>The seed that comes back instead of the one sent, with all its digits.</summary>
    public string? SeedTold { get; set; }

    /// <summary>Which pictures are marked as refused.</summary>
    public IReadOnlyList<bool> Flags { get; set; } = [];

    /// <summary>Whether the addresses that come back name fal's real hosts, as recorded examples do.</summary>
    public bool NamesRealHosts { get; set; }

    /// <summary>The keys that sign webhooks.</summary>
    public JsonNode Jwks { get; set; } = new JsonObject { ["keys"] = new JsonArray() };

    /// <summary>Parts of uploads by name and number.</summary>
    public ConcurrentDictionary<(string Name, int Number), byte[]> Parts { get; } = [];

    /// <summary>Requests on a page of the list; fal has a hundred, and so few here make every list a chain of pages.</summary>
    public int PageSize { get; set; } = 2;

    public ConcurrentDictionary<string, byte[]> Uploads { get; } = new(StringComparer.Ordinal);

    string Queue => NamesRealHosts ? "https://queue.fal.run" : Origin.GetLeftPart(UriPartial.Authority);

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", () => Json(Jwks.DeepClone()));
        routes.MapPut("/uploads/{name}", async (string name, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Uploads[name] = body.ToArray();
            return Results.Ok();
        });
        routes.MapPut("/parts/{name}/{number:int}", async (string name, int number, HttpRequest request) =>
        {
            if (request.Query["grant"] != "yes") return Results.StatusCode(403);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Parts[(name, number)] = body.ToArray();

            // The tag comes in the body or in a header.
            if (number % 2 == 0) return Results.Json(new { etag = TagOf(name, number), partNumber = number });
            request.HttpContext.Response.Headers.ETag = TagOf(name, number);
            return Results.Ok();
        });
        routes.MapPost("/parts/{name}/complete", async (string name, HttpRequest request) =>
        {
            var parts = (await BodyAsync(request))["parts"]!.AsArray();
            if (request.Query["grant"] != "yes" || parts.Where((p, i) => (int)p!["partNumber"]! != i + 1 || (string?)p["etag"] != TagOf(name, i + 1)).Any()) return Results.StatusCode(400);
            Uploads[name] = [.. Enumerable.Range(1, parts.Count).SelectMany(number => Parts[(name, number)])];
            return Results.Ok();
        });
        routes.MapGet("/api/openapi/queue/openapi.json", () => Json(Fixtures.Read("Fal/openapi.json")));
        var api = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, "Key") ? await next(context) : Json(new JsonObject { ["detail"] = "Invalid authentication credentials" }, 401));
        api.MapPost("/storage/upload/initiate", async (HttpRequest request) =>
        {
            var name = $"{Uploads.Count}-{(await BodyAsync(request))["file_name"]}";
            return Json(new JsonObject { ["file_url"] = $"https://v3b.fal.media/files/{name}", ["upload_url"] = $"{Origin.GetLeftPart(UriPartial.Authority)}/uploads/{name}" });
        });
        api.MapPost("/storage/upload/initiate-multipart", async (HttpRequest request) =>
        {
            var name = $"{Uploads.Count}-{(await BodyAsync(request))["file_name"]}";
            return Json(new JsonObject { ["file_url"] = $"https://v3b.fal.media/files/{name}", ["upload_url"] = $"{Origin.GetLeftPart(UriPartial.Authority)}/parts/{name}?grant=yes" });
        });
        api.MapGet("/v1/models", (HttpRequest request) => Json(new JsonObject
        {
            ["models"] = new JsonArray(new JsonObject
            {
                ["endpoint_id"] = "acme/paint/fast",
                ["metadata"] = new JsonObject { ["display_name"] = request.Query["q"].ToString(), ["category"] = "text-to-image", ["description"] = "Paints." },
            }),
            ["has_more"] = false,
        }));
        api.MapGet("/v1/models/pricing", (HttpRequest request) =>
        {
            var prices = Fixtures.Read("Fal/pricing.json");
            prices["prices"]![0]!["endpoint_id"] = request.Query["endpoint_id"].ToString();
            return Json(prices);
        });
        api.MapGet("/v1/models/requests/by-endpoint", (HttpRequest request) => Listed(request));
        api.MapGet("/{owner}/{app}/requests/{id}/status", (string id) => Status(id));
        api.MapGet("/{owner}/{app}/requests/{id}", (string id) => Result(id));
        api.MapPut("/{owner}/{app}/requests/{id}/cancel", (string id) => Cancel(id));
        api.MapPost("/{owner}/{app}/{**rest}", async (string owner, string app, string? rest, HttpRequest request) =>
            Submit(string.Join('/', new[] { owner, app, rest }.Where(p => !string.IsNullOrEmpty(p))), await BodyAsync(request)));
    }

    IResult Submit(string endpoint, JsonObject input)
    {
        if (input["num_images"] is { } count && int.Parse(count.ToJsonString(), CultureInfo.InvariantCulture) > 4) return Json(Fixtures.Read("Fal/error-422.json"), 422);
        return Json(Addressed(Fixtures.Read("Fal/submit.json"), Accept(endpoint, input)));
    }

    IResult Status(string id)
    {
        if (Find(id) is not { } job) return NotFound();
        if (IsDone(job) || job.IsCancelled)
            return Json(Addressed(Fixtures.Read(job.IsCancelled || job.EndsWith is not null ? "Fal/status-completed-error.json" : "Fal/status-completed.json"), job));
        return Json(Addressed(Fixtures.Read(job.Polls > 1 ? "Fal/status-in-progress.json" : "Fal/status-in-queue.json"), job), 202);
    }

    IResult Result(string id)
    {
        if (Find(id) is not { } job) return NotFound();
        if (job.IsCancelled) return Json(new JsonObject { ["detail"] = "Request was cancelled", ["error_type"] = "client_cancelled" }, 499);
        if (ResultOf?.Invoke(job) is { } other) return Json(other.Body, other.Status);
        if (job.EndsWith is { } fixture) return Json(Fixtures.Read(fixture), 422);
        var clip = ExtensionOf(job.Model) == "mp4";
        var result = Fixtures.Read(clip ? "Fal/result-video.json" : "Fal/result-image.json");
        if (clip) result["video"]!["url"] = OutputUrl(job, 0);
        else if (ExtensionOf(job.Model) == "wav") result = new JsonObject { ["audio_file"] = new JsonObject { ["url"] = OutputUrl(job, 0), ["content_type"] = "audio/wav" } };
        else
        {
            result["images"] = new JsonArray([.. Enumerable.Range(0, job.Count).Select(i => new JsonObject
            {
                ["url"] = OutputUrl(job, i), ["width"] = 16, ["height"] = 16, ["content_type"] = "image/png",
            })]);
            result["has_nsfw_concepts"] = new JsonArray([.. Enumerable.Range(0, job.Count).Select(i => (JsonNode)(i < Flags.Count && Flags[i]))]);
            result["seed"] = JsonNode.Parse(SeedTold ?? job.Seed ?? "17454220438242315174");
            result["prompt"] = job.Prompt;
        }

        return Json(result);
    }

    IResult Cancel(string id)
    {
        if (Find(id) is not { } job) return Json(new JsonObject { ["status"] = "NOT_FOUND" }, 404);
        if (job.Polls >= Behaviour.PollsUntilDone) return Json(Fixtures.Read("Fal/cancel-already-completed.json"), 400);
        job.IsCancelled = true;
        Charges.GiveBack(job.Id);
        return Json(Fixtures.Read("Fal/cancel-requested.json"), 202);
    }

    IResult Listed(HttpRequest request)
    {
        // Oldest first. The platform lists what has ended; here that is all, as the work takes no time to speak of.
        var size = PageSize;
        var skip = int.TryParse(request.Query["cursor"], out var cursor) ? cursor : 0;
        var all = Jobs.Where(j => j.Model == request.Query["endpoint_id"]).ToList();
        return Json(new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip(skip).Take(size).Select(j => new JsonObject
            {
                ["request_id"] = j.Id, ["endpoint_id"] = j.Model, ["status_code"] = 200, ["started_at"] = j.AcceptedAt.ToString("O", CultureInfo.InvariantCulture),
                ["json_input"] = j.Input.DeepClone(),
            })]),
            ["has_more"] = skip + size < all.Count,
            ["next_cursor"] = skip + size < all.Count ? (skip + size).ToString(CultureInfo.InvariantCulture) : null,
        });
    }

    JsonObject Addressed(JsonObject body, FakeJob job)
    {
        var app = string.Join('/', job.Model.Split('/').Take(2));
        body["request_id"] = job.Id;
        if (body.ContainsKey("gateway_request_id")) body["gateway_request_id"] = job.Id;
        body["response_url"] = $"{Queue}/{app}/requests/{job.Id}";
        body["status_url"] = $"{Queue}/{app}/requests/{job.Id}/status";
        body["cancel_url"] = $"{Queue}/{app}/requests/{job.Id}/cancel";
        return body;
    }

    static string TagOf(string name, int number) => $"\"{name}-{number}\"";

    static IResult NotFound() => Json(new JsonObject { ["detail"] = "Request not found" }, 404);
}
