using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Civitai;

/// <summary>
/// Makes the one step of a workflow. A model by its AIR (<c>urn:air:sdxl:checkpoint:...</c>) is a <c>textToImage</c> step; a model named
/// <c>imageGen/flux2</c> or <c>videoGen/kling</c> is a step of that type with that engine.
/// </summary>
static class CivitaiStep
{
    const string TextToImage = "textToImage";

    public static JsonObject Of(GenerationRequest request) => new()
    {
        ["$type"] = TypeOf(request.Model),
        ["name"] = "0",
        ["input"] = InputOf(request),
    };

    public static JsonObject InputOf(GenerationRequest request)
    {
        var given = JsonText.ObjectOf(request.Parameters);
        var input = new JsonObject();
        if (IsEngine(request.Model)) input["engine"] = request.Model[(request.Model.IndexOf('/', StringComparison.Ordinal) + 1)..];
        else input["model"] = request.Model;
        foreach (var (name, value) in given)
        {
            if (value is null || (name == "additionalNetworks" && value is not JsonObject)) continue;
            input[NameOf(name)] = name == "scheduler" && !IsEngine(request.Model) ? SchedulerOf(value) : value.DeepClone();
        }

        foreach (var (name, path) in request.Inputs) InputPlace.Put(input, NameOf(name), DataUri.Write(File.ReadAllBytes(path), Media.FileTypes.MimeType(Path.GetExtension(path))));
        if (!IsEngine(request.Model)) Complete(input, request);
        return input;
    }

    /// <summary>What Civitai insists on. The seed follows from the attempt, so that it is known whatever becomes of the answer.</summary>
    static void Complete(JsonObject input, GenerationRequest request)
    {
        input.TryAdd("prompt", "");
        input.TryAdd("cfgScale", request.Model.Contains(":flux1:", StringComparison.OrdinalIgnoreCase) ? 3.5 : 7);
        input.TryAdd("seed", BitConverter.ToUInt32(request.AttemptId.ToByteArray(), 12));
        input.TryAdd("quantity", 1);
    }

    static string TypeOf(string model) => IsEngine(model) ? model[..model.IndexOf('/', StringComparison.Ordinal)] : TextToImage;

    static bool IsEngine(string model) => model.Contains('/', StringComparison.Ordinal) && !model.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    static string NameOf(string name) => name == "negative_prompt" ? "negativePrompt" : name;

    /// <summary>The older interface wrote <c>DPM2MKarras</c> where this one writes <c>dpM2MKarras</c>.</summary>
    static JsonNode SchedulerOf(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? JsonNamingPolicy.CamelCase.ConvertName(value.GetValue<string>()) : value.DeepClone();
}
