using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ArtFactory.Tests.Fakes.Providers.OpenAi;

/// <summary>Plays api.openai.com: generations, edits, the list of models. Like the real one, it knows no seed and no queue.</summary>
public sealed class FakeOpenAi : FakeServer
{
    static readonly string[] Members =
        ["model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "response_format", "style", "user", "input_fidelity"];

    public override string ProviderId => "openai";
    public override Uri BaseAddress => new(Origin, "v1");

    /// <summary>Answers with addresses, whatever was asked for.</summary>
    public bool AnswersAddresses { get; set; }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v1").AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, "Bearer") ? await next(context) : Json(Fixtures.Read("OpenAi/error-401.json"), 401));
        api.MapGet("/models", () => Json(new JsonObject { ["object"] = "list", ["data"] = new JsonArray(Named("gpt-image-1"), Named("dall-e-2")) }));
        api.MapPost("/images/generations", async (HttpRequest request) => Make(await BodyAsync(request)));
        api.MapPost("/images/edits", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (form.Files.Count == 0) return Refused("image is required", "image");
            var body = new JsonObject();
            foreach (var (name, text) in form) body[name] = text.ToString();
            return Make(body, [.. form.Files.Select(f => f.Name)]);
        });
    }

    IResult Make(JsonObject body, string[]? files = null)
    {
        if (body.Select(m => m.Key).Except(Members, StringComparer.Ordinal).FirstOrDefault() is { } unknown) return Refused($"Unknown parameter: '{unknown}'.", unknown);
        var count = body["n"] is { } n && int.TryParse(n.ToString(), out var asked) ? asked : 1;
        if (count is < 1 or > 10) return Refused("n must be between 1 and 10.", "n");
        if (body["prompt"] is null) return Refused("Missing required parameter: 'prompt'.", "prompt");
        if (body["prompt"]!.ToString().Contains("forbidden", StringComparison.Ordinal)) return Json(Fixtures.Read("OpenAi/error-400.json"), 400);
        if (files is not null) body["files"] = new JsonArray([.. files.Select(f => (JsonNode)f)]);
        var job = Accept(body["model"]?.ToString() ?? "", body);
        var answer = Fixtures.Read(AnswersAddresses ? "OpenAi/images-url.json" : "OpenAi/images-b64.json");
        answer["data"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => AnswersAddresses
            ? (JsonNode)new JsonObject { ["url"] = OutputUrl(job, i), ["revised_prompt"] = $"{job.Prompt}, revised" }
            : new JsonObject { ["b64_json"] = Convert.ToBase64String(FakePicture.Of($"{job.Prompt} {i} {job.Id}")) })]);
        return Json(answer);
    }

    static JsonObject Named(string id) => new() { ["id"] = id, ["object"] = "model", ["owned_by"] = "openai" };

    static IResult Refused(string message, string param) => Json(new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = "invalid_request_error", ["param"] = param, ["code"] = null },
    }, 400);
}
