using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.A1111;

/// <summary>Plays the web UI with <c>--api</c>: draws one request at a time, tells its progress, stops when it is interrupted.</summary>
public sealed class FakeA1111 : FakeServer
{
    readonly SemaphoreSlim _one = new(1, 1);
    TaskCompletionSource? _hold;
    TaskCompletionSource _interrupted = new();

    public override string ProviderId => "a1111";

    /// <summary>Puts a grid before the pictures, as the engine does unless told not to.</summary>
    public bool AddsGrid { get; set; }

    /// <summary>An extension that adds a picture at the end.</summary>
    public bool AddsExtra { get; set; }

    /// <summary>Also knows the progress of one task alone.</summary>
    public bool KnowsTasks { get; set; } = true;

    /// <summary>Name and password, as <c>--api-auth</c> takes them.</summary>
    public string? Login { get; set; }

    /// <summary>The task that is drawn now.</summary>
    public string? Drawing { get; private set; }

    public int Interrupts { get; private set; }

    /// <summary>Requests stay under way until this is called.</summary>
    public Action Hold()
    {
        var hold = _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return () => hold.TrySetResult();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/sdapi/v1").AddEndpointFilter(async (context, next) => IsLoggedIn(context.HttpContext.Request)
            ? await next(context) : Json(new JsonObject { ["detail"] = "Incorrect username or password" }, 401));
        api.MapPost("/txt2img", async (HttpRequest request) => await DrawAsync(await BodyAsync(request), "txt2img"));
        api.MapPost("/img2img", async (HttpRequest request) => await DrawAsync(await BodyAsync(request), "img2img"));
        api.MapPost("/interrupt", () =>
        {
            Interrupts++;
            _interrupted.TrySetResult();
            return Json(new JsonObject());
        });
        api.MapGet("/progress", () => Json(Fixtures.Read("A1111/progress.json")));
        api.MapGet("/sd-models", () => Results.Text(Fixtures.Text("A1111/sd-models.json"), "application/json"));
        api.MapGet("/samplers", () => Results.Text(Fixtures.Text("A1111/samplers.json"), "application/json"));
        api.MapGet("/schedulers", () => Results.Text("""[{"name": "karras", "label": "Karras", "aliases": null, "default_rho": 7.0, "need_inner_model": false}]""", "application/json"));
        routes.MapPost("/internal/progress", async (HttpRequest request) =>
        {
            if (!KnowsTasks) return Results.StatusCode(404);
            var body = await BodyAsync(request);
            var isActive = body["id_task"]?.ToString() == Drawing && Drawing is not null;
            return Json(new JsonObject { ["active"] = isActive, ["queued"] = !isActive, ["completed"] = false, ["progress"] = isActive ? 0.5 : null, ["eta"] = null });
        });
    }

    bool IsLoggedIn(HttpRequest request) =>
        Login is null || request.Headers.Authorization.ToString() == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Login));

    async Task<IResult> DrawAsync(JsonObject body, string kind)
    {
        if (body["sampler_name"]?.ToString() is { } sampler && sampler != "Euler a") return Json(new JsonObject { ["detail"] = "Sampler not found" }, 404);
        if (kind == "img2img" && body["init_images"] is not JsonArray { Count: > 0 }) return Json(new JsonObject { ["error"] = "HTTPException", ["detail"] = "Init image not found", ["body"] = "", ["errors"] = "" }, 404);
        if (body["width"]?.GetValue<int>() > 4096) return Json(Fixtures.Read("A1111/error-500.json"), 500);
        await _one.WaitAsync();
        try
        {
            Drawing = body["force_task_id"]?.ToString();
            var job = Accept(kind, body);
            if (_hold is { } hold) await Task.WhenAny(hold.Task, _interrupted.Task);
            return Json(Answer(job));
        }
        finally
        {
            Drawing = null;
            _interrupted = new();
            _one.Release();
        }
    }

    JsonObject Answer(FakeJob job)
    {
        var count = job.Input["batch_size"]?.GetValue<int>() ?? 1;
        var seed = job.Input["seed"] is { } given ? ulong.Parse(given.ToJsonString(), CultureInfo.InvariantCulture) : 7;
        var seeds = Enumerable.Range(0, count).Select(i => seed + (ulong)i).ToList();
        var answer = Fixtures.Read("A1111/txt2img-single.json");
        var info = JsonNode.Parse(answer["info"]!.ToString())!.AsObject();
        (info["seed"], info["prompt"], info["batch_size"]) = (seed, job.Prompt, count);
        info["all_seeds"] = new JsonArray([.. seeds.Select(s => JsonValue.Create(s))]);
        var pictures = seeds.ConvertAll(s => Picture($"{job.Prompt} {s}"));
        var texts = seeds.ConvertAll(s => $"{job.Prompt}\nSeed: {s}");
        if (AddsGrid)
        {
            pictures.Insert(0, Picture("grid"));
            texts.Insert(0, "grid text");
            info["index_of_first_image"] = 1;
        }

        if (AddsExtra) pictures.Add(Picture("edges"));
        info["infotexts"] = new JsonArray([.. texts.Select(t => (JsonNode)t)]);
        answer["images"] = new JsonArray([.. pictures.Select(p => (JsonNode)p)]);
        answer["info"] = info.ToJsonString();
        return answer;
    }

    static string Picture(string of) => Convert.ToBase64String(FakePicture.Of(of));
}
