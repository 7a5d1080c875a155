using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.A1111;

/// <summary>Writes the body of txt2img and img2img.</summary>
static class A1111Request
{
    public const string PictureToPicture = "img2img";

    /// <summary>Settings of the engine that a request may change for itself, by the name the form has for them.</summary>
    static readonly Dictionary<string, string> Overrides = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sd_model_checkpoint"] = "sd_model_checkpoint",
        ["sd_vae"] = "sd_vae",
        ["clip_skip"] = "CLIP_stop_at_last_layers",
    };

    /// <exception cref="IOException">A picture cannot be read.</exception>
    public static JsonObject Body(GenerationRequest request)
    {
        var body = new JsonObject();
        var overrides = new JsonObject();
        foreach (var (name, value) in JsonText.ObjectOf(request.Parameters).ToList())
        {
            if (request.Inputs.Keys.Any(i => InputPlace.ParameterOf(i).Equals(name, StringComparison.OrdinalIgnoreCase))) continue;
            if (value is null || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0 && Overrides.ContainsKey(name))) continue;
            if (Overrides.TryGetValue(name, out var setting)) overrides[setting] = value.DeepClone();
            else body[name] = AsNumber(name, value);
        }

        foreach (var (name, path) in request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal))
        {
            if (name.Equals("mask", StringComparison.OrdinalIgnoreCase)) body["mask"] = Base64(path);
            else ((body["init_images"] ??= new JsonArray()) as JsonArray)!.Add(Base64(path));
        }

        if (overrides.Count > 0)
        {
            body["override_settings"] = overrides;
            body["override_settings_restore_afterwards"] = true;
        }

        body["send_images"] = true;
        body["save_images"] = false;
        body["do_not_save_grid"] = true;
        body["force_task_id"] = $"task({request.AttemptId.ToString("N", CultureInfo.InvariantCulture)})";
        return body;
    }

    /// <summary>The form offers some numbers as choices.</summary>
    static JsonNode AsNumber(string name, JsonNode value) =>
        name is "resize_mode" or "inpainting_fill" && value.GetValueKind() == JsonValueKind.String && int.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, out var number)
            ? number : value.DeepClone();

    static string Base64(string path) => Convert.ToBase64String(File.ReadAllBytes(path));
}
