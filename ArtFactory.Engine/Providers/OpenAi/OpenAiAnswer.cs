using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.OpenAi;

/// <summary>Reads the answer: pictures as base64 or as addresses, whichever the server chose.</summary>
static class OpenAiAnswer
{
    /// <summary>How long an address is good for.</summary>
    static readonly TimeSpan AddressLife = TimeSpan.FromMinutes(60);

    /// <summary>Null when there is no picture in it.</summary>
    public static ProviderAnswer.Completed? Read(JsonElement answer, DateTime now)
    {
        if (!answer.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return null;
        var type = TextOf(answer, "output_format") is { Length: > 0 } format ? $"image/{(format == "jpg" ? "jpeg" : format)}" : null;
        var outputs = data.EnumerateArray().Select(item => OutputOf(item, type, now)).OfType<ProviderOutput>().ToList();
        return outputs.Count > 0 ? new(outputs, Returned(answer)) : null;
    }

    static ProviderOutput? OutputOf(JsonElement item, string? type, DateTime now)
    {
        if (item.ValueKind != JsonValueKind.Object) return null;
        var metadata = TextOf(item, "revised_prompt") is { Length: > 0 } revised ? ParameterSet.Empty.With("revised_prompt", revised) : null;
        if (TextOf(item, "b64_json") is { Length: > 0 } inline && DataUri.ReadBase64(inline) is { } content)
            return new() { Content = content.Content, MimeType = content.MimeType ?? type, Metadata = metadata };
        return OutputReading.File(TextOf(item, "url"), type, now + AddressLife, metadata);
    }

    /// <summary>What it settled on where the request left the choice, and the tokens it counts by.</summary>
    static ParameterSet? Returned(JsonElement answer)
    {
        var returned = ParameterSet.Empty;
        foreach (var name in (string[])["size", "quality", "background", "output_format", "usage"])
        {
            if (answer.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null) returned = returned.With(name, value.Clone());
        }

        return returned.Count > 0 ? returned : null;
    }

    static string? TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
