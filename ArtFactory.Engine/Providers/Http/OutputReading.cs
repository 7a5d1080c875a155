using System.Text.Json;
using ArtFactory.Data;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// Finds the files in a result, whatever its shape: a text, a list, an object, any of them in one another. A file is an address, a
/// <c>data:</c> URI, or an object that carries one as <c>url</c>.
/// </summary>
static class OutputReading
{
    const int Deepest = 16;

    /// <summary>Members that echo what was sent, or tell about it; what they hold is no output.</summary>
    static readonly HashSet<string> Echoes = new(StringComparer.OrdinalIgnoreCase)
    {
        "prompt", "negative_prompt", "input", "logs", "description", "revised_prompt", "urls", "webhook", "timings", "metrics", "error",
    };

    /// <summary>In the order of the result.</summary>
    public static IReadOnlyList<ProviderOutput> Of(JsonElement result)
    {
        var outputs = new List<ProviderOutput>();
        Collect(result, outputs, 0);
        return outputs;
    }

    /// <summary>One file by its address or its content; null when the text is neither.</summary>
    public static ProviderOutput? File(string? text, string? mimeType = null, DateTime? expiresAt = null, ParameterSet? metadata = null)
    {
        if (text is null) return null;
        if (DataUri.Is(text))
            return DataUri.Read(text) is { } data ? new() { Content = data.Content, MimeType = data.MimeType, Metadata = metadata } : null;
        return IsAddress(text) && Uri.TryCreate(text, UriKind.Absolute, out var address)
            ? new() { Address = address, MimeType = mimeType, ExpiresAt = expiresAt, Metadata = metadata }
            : null;
    }

    static void Collect(JsonElement value, List<ProviderOutput> outputs, int depth)
    {
        if (depth > Deepest) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                if (File(value.GetString()) is { } file) outputs.Add(file);
                break;
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray()) Collect(element, outputs, depth + 1);
                break;
            case JsonValueKind.Object when value.TryGetProperty("url", out var url) && url.ValueKind == JsonValueKind.String:
                if (File(url.GetString(), TextOf(value, "content_type")) is { } described) outputs.Add(described);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().Where(m => !Echoes.Contains(m.Name))) Collect(member.Value, outputs, depth + 1);
                break;
        }
    }

    static bool IsAddress(string text) =>
        (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) && !text.Any(char.IsWhiteSpace);

    static string? TextOf(JsonElement value, string name) => value.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
