using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Studio;

/// <summary>The studio's models as the seed data describes them.</summary>
static class StudioSeeds
{
    static readonly Dictionary<string, (string Modality, ParameterSchema Schema)> Models = Read();

    public static IEnumerable<string> Ids => Models.Keys;

    public static IEnumerable<string> Pictures => Models.Where(m => m.Value.Modality == "text-to-image").Select(m => m.Key);

    public static IEnumerable<string> Edits => Models.Where(m => m.Value.Modality == "image-to-image").Select(m => m.Key);

    public static ParameterSchema Schema(string model) => Models[model].Schema;

    /// <summary>Every default of the schema, a prompt without a subject, and a small size.</summary>
    public static JsonObject Defaults(string model)
    {
        var parameters = new JsonObject { ["prompt"] = "a quiet afternoon" };
        foreach (var spec in Schema(model).Parameters)
            if (spec.Default is { } value) parameters[spec.Name] = JsonNode.Parse(value.GetRawText());
        foreach (var side in (string[])["width", "height"])
            if (parameters.ContainsKey(side)) parameters[side] = 64;
        if (parameters.ContainsKey("duration")) parameters["duration"] = model == "drift" ? 1 : 2;
        return parameters;
    }

    static Dictionary<string, (string, ParameterSchema)> Read()
    {
        using var stream = typeof(FactoryContext).Assembly.GetManifestResourceStream("ArtFactory.Data.Seeds.models.studio.json").ShouldNotBeNull();
        return JsonNode.Parse(stream)!.AsArray().ToDictionary(
            m => m!["modelId"]!.GetValue<string>(),
            m => (m!["modality"]!.GetValue<string>(), ParameterSchema.Parse(m["parameterSchema"]!.ToJsonString())),
            StringComparer.Ordinal);
    }
}
