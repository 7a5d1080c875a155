using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.Replicate;

/// <summary>Plays api.replicate.com: predictions by model and by version, files, models, the account, the webhook secret.</summary>
public sealed class FakeReplicate : FakeServer
{
    /// <summary>The secret of the public test vector.</summary>
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public override string ProviderId => "replicate";
    public override Uri BaseAddress => new(Origin, "v1");

    /// <summary>What a finished prediction holds as output; the files' addresses as a list when null.</summary>
    public Func<FakeJob, IReadOnlyList<string>, JsonNode?>? OutputOf { get; set; }

    /// <summary>Changes a prediction before it is told.</summary>
    public Action<JsonObject>? Tell { get; set; }

    /// <summary>What the logs of a finished prediction say; its seed when null.</summary>
    public string? Logs { get; set; }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v1").AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, "Bearer") ? await next(context) : Json(Fixtures.Read("Replicate/error-401.json"), 401));
        api.MapGet("/account", () => Json(new JsonObject { ["type"] = "organization", ["username"] = "acme", ["name"] = "Acme", ["github_url"] = null }));
        api.MapPost("/predictions", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return body["version"] is null ? Refused("- version is required\n", "version") : Create(body, body["version"]!.ToString(), request);
        });
        api.MapPost("/models/{owner}/{name}/predictions", async (string owner, string name, HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            return body.ContainsKey("version") ? Refused("- Additional property version is not allowed\n", "version") : Create(body, $"{owner}/{name}", request);
        });
        api.MapPost("/deployments/{owner}/{name}/predictions", async (HttpRequest request) => Create(await BodyAsync(request), "acme/behind-it", request));
        api.MapGet("/predictions", (HttpRequest request) => Page(request));
        api.MapGet("/predictions/{id}", (string id) => Find(id) is { } job ? Json(Prediction(job, IsDone(job))) : NotFound());
        api.MapPost("/predictions/{id}/cancel", (string id) =>
        {
            if (Find(id) is not { } job) return NotFound();
            job.IsCancelled = true;
            return Json(Prediction(job, isDone: false));
        });
        api.MapPost("/files", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var file = Fixtures.Read("Replicate/file-created.json");
            file["size"] = form.Files[0].Length;
            file["name"] = form.Files[0].FileName;
            file["urls"]!["get"] = new Uri(Origin, "v1/files/file-0001").AbsoluteUri;
            return Json(file, 201);
        });
        api.MapGet("/models/{owner}/{name}", (string owner, string name) => owner == "nobody" ? NotFound() : Json(Model(owner, name)));
        api.MapGet("/models/{owner}/{name}/versions/{id}", (string owner, string name, string id) =>
        {
            var version = Model(owner, name)["latest_version"]!.DeepClone();
            version["id"] = id;
            version["openapi_schema"]!["components"]!["schemas"]!["Input"]!["properties"]!.AsObject().Remove("guidance");
            return Json(version);
        });
        api.MapMethods("/models", ["QUERY"], async (HttpRequest request) =>
        {
            using var words = new StreamReader(request.Body);
            return Json(new JsonObject { ["next"] = null, ["results"] = new JsonArray(Model("acme", await words.ReadToEndAsync())) });
        });
        api.MapGet("/webhooks/default/secret", () => Json(new JsonObject { ["key"] = WebhookSecret }));
    }

    IResult Create(JsonObject body, string model, HttpRequest request)
    {
        if (body["input"] is not JsonObject input) return Refused("- input is required\n", "input");
        if (body.Select(m => m.Key).Except(["version", "input", "webhook", "webhook_events_filter", "stream"], StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            return Refused($"- Additional property {unknown} is not allowed\n", unknown);
        if (input["num_outputs"] is { } count && int.Parse(count.ToJsonString(), CultureInfo.InvariantCulture) > 4) return Json(Fixtures.Read("Replicate/error-422.json"), 422);
        var job = Accept(model, input.DeepClone().AsObject());
        var waits = request.Headers["Prefer"].ToString().StartsWith("wait", StringComparison.Ordinal);
        return Json(Prediction(job, waits && IsDone(job)), 201);
    }

    /// <summary>Runs on a page of the list; Replicate has a hundred, and so few here make every list a chain of pages.</summary>
    public int PageSize { get; set; } = 2;

    IResult Page(HttpRequest request)
    {
        // Newest first.
        var size = PageSize;
        var skip = int.TryParse(request.Query["cursor"], out var cursor) ? cursor : 0;
        var all = Jobs.Reverse().ToList();
        var page = Fixtures.Read("Replicate/predictions-page.json");
        page["next"] = skip + size < all.Count ? $"{BaseAddress.AbsoluteUri}/predictions?cursor={skip + size}" : null;
        page["results"] = new JsonArray([.. all.Skip(skip).Take(size).Select(job => Prediction(job, isDone: false))]);
        return Json(page);
    }

    JsonObject Prediction(FakeJob job, bool isDone)
    {
        var state = job.IsCancelled ? "canceled" : !isDone ? job.Polls == 0 ? "starting" : "processing" : job.EndsWith ?? "succeeded";
        var body = Fixtures.Read($"Replicate/prediction-{state}.json");
        body["id"] = job.Id;
        body["model"] = job.Model.Contains('/', StringComparison.Ordinal) ? job.Model : "acme/paint-fast";
        body["version"] = job.Model.Contains('/', StringComparison.Ordinal) ? "hidden" : job.Model;
        body["input"] = job.Input.DeepClone();
        body["created_at"] = job.AcceptedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'14Z'", CultureInfo.InvariantCulture);
        body["urls"] = new JsonObject
        {
            ["get"] = $"{BaseAddress.AbsoluteUri}/predictions/{job.Id}",
            ["cancel"] = $"{BaseAddress.AbsoluteUri}/predictions/{job.Id}/cancel",
            ["web"] = $"https://replicate.com/p/{job.Id}",
        };
        if (state == "succeeded")
        {
            var files = Enumerable.Range(0, job.Count).Select(i => OutputUrl(job, i)).ToList();
            body["output"] = OutputOf is { } shape ? shape(job, files) : new JsonArray([.. files.Select(f => (JsonNode)f)]);
            body["logs"] = Logs ?? (job.Seed is { } seed ? $"Using seed: {seed}\n100%|##########| 4/4 [00:02<00:00,  2.0it/s]" : "");
            body["metrics"]!["image_count"] = job.Count;
        }

        Tell?.Invoke(body);
        return body;
    }

    static JsonObject Model(string owner, string name)
    {
        var model = Fixtures.Read("Replicate/model.json");
        (model["owner"], model["name"], model["url"]) = (owner, name, $"https://replicate.com/{owner}/{name}");
        return model;
    }

    static IResult Refused(string detail, string field) => Json(new JsonObject
    {
        ["title"] = "Input validation failed", ["detail"] = detail, ["status"] = 422,
        ["invalid_fields"] = new JsonArray(new JsonObject { ["type"] = "required", ["field"] = field, ["description"] = detail.Trim('-', ' ', '\n') }),
    }, 422);

    static IResult NotFound() => Json(new JsonObject { ["detail"] = "The requested resource does not exist", ["status"] = 404 }, 404);
}
