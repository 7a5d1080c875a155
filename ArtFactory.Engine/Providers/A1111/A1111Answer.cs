using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.A1111;

/// <summary>Reads the answer: pictures in base64, and beside them a text of JSON that tells each one's seed.</summary>
static class A1111Answer
{
    /// <summary>Of all it tells, what says how the picture was made.</summary>
    static readonly string[] Told =
        ["seed", "width", "height", "steps", "cfg_scale", "sampler_name", "sd_model_name", "sd_model_hash", "sd_vae_name", "clip_skip", "denoising_strength", "extra_generation_params", "version"];

    public static ProviderAnswer Read(JsonElement answer)
    {
        if (!answer.TryGetProperty("images", out var images) || images.ValueKind != JsonValueKind.Array || images.GetArrayLength() == 0)
            return new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "The engine answered without a picture; it may have been interrupted.");
        using var info = Info(answer);
        var told = info?.RootElement ?? default;
        var seeds = List(told, "all_seeds");
        var texts = List(told, "infotexts");
        var grids = told.ValueKind == JsonValueKind.Object && told.TryGetProperty("index_of_first_image", out var first) && first.TryGetInt32(out var count) ? Math.Max(0, count) : 0;

        // Grids come first; what extensions add (the edges they found, say) comes last and has no seed.
        var pictures = images.EnumerateArray().Skip(grids);
        if (seeds.Count > 0) pictures = pictures.Take(seeds.Count);
        var outputs = new List<ProviderOutput>();
        var index = 0;
        foreach (var picture in pictures)
        {
            var metadata = ParameterSet.Empty;
            if (index < seeds.Count) metadata = metadata.With("seed", seeds[index].Clone());
            if (index + grids < texts.Count && texts[index + grids].ValueKind == JsonValueKind.String) metadata = metadata.With("parameters", texts[index + grids].Clone());
            index++;
            if (picture.ValueKind == JsonValueKind.String && DataUri.ReadBase64(picture.GetString()!) is { } content)
                outputs.Add(new() { Content = content.Content, MimeType = content.MimeType ?? "image/png", Metadata = metadata.Count > 0 ? metadata : null });
        }

        return outputs.Count > 0
            ? new ProviderAnswer.Completed(outputs, Returned(told), Cost: 0)
            : new ProviderAnswer.Rejected(ProviderErrorClass.Transient, "The engine's pictures came damaged.");
    }

    /// <summary>Its errors name the exception, and what it said in a member of its own.</summary>
    public static ProviderAnswer Fault(ProviderReply reply, string name)
    {
        if (reply.Json.ValueKind == JsonValueKind.Object && Text(reply.Json, "error") is { Length: > 0 } error && reply.Status >= 500)
        {
            var said = Text(reply.Json, "errors") is { Length: > 0 } more ? $"{error}: {more}" : error;
            return said.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || said.Contains("OutOfMemory", StringComparison.Ordinal)
                ? new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{name} ran out of memory; a smaller size or fewer pictures a run need less. ({said})")
                : new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{name} failed: {said}", reply.RetryAfter);
        }

        return SubmissionEnd.Of(reply, name);
    }

    static JsonDocument? Info(JsonElement answer)
    {
        try
        {
            return Text(answer, "info") is { Length: > 0 } text ? JsonDocument.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static ParameterSet? Returned(JsonElement info)
    {
        if (info.ValueKind != JsonValueKind.Object) return null;
        var returned = new ParameterSet(Told.Where(n => info.TryGetProperty(n, out var value) && value.ValueKind is not JsonValueKind.Null)
            .Select(n => KeyValuePair.Create(n, info.GetProperty(n).Clone())));
        return returned.Count > 0 ? returned : null;
    }

    static List<JsonElement> List(JsonElement info, string name) =>
        info.ValueKind == JsonValueKind.Object && info.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
