using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// Takes a key out of what a provider answers, before anyone can store or show it: as it is, and as addresses, base64 and JSON write it.
/// </summary>
sealed class KeyMask
{
    public const string Instead = "[key]";

    /// <summary>What is shorter guards nothing (local servers take any word), and would be found in every answer.</summary>
    const int Shortest = 8;

    readonly string[] _forms;

    public KeyMask(string? key) => _forms = key is { Length: >= Shortest } ? FormsOf(key) : [];

    public string Apply(string text) => _forms.Aggregate(text, (masked, form) => masked.Replace(form, Instead, StringComparison.Ordinal));

    /// <summary>The body as JSON without the key; undefined when it is no JSON.</summary>
    public JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (Array.Exists(_forms, form => body.Span.IndexOf(Encoding.UTF8.GetBytes(form)) >= 0)) body = Encoding.UTF8.GetBytes(Apply(Encoding.UTF8.GetString(body.Span)));
            using var document = JsonDocument.Parse(body);
            return _forms.Length > 0 && HasEscapes(body.Span) ? Unescaped(document.RootElement) : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Whether letters may be written otherwise than as they are read.</summary>
    static bool HasEscapes(ReadOnlySpan<byte> body) => body.IndexOf("\\u"u8) >= 0 || body.IndexOf("\\/"u8) >= 0;

    JsonElement Unescaped(JsonElement root)
    {
        if (!Holds(root)) return root.Clone();
        return JsonSerializer.SerializeToElement(Masked(JsonNode.Parse(root.GetRawText())));
    }

    bool Holds(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextOf(element) is { } text && Array.Exists(_forms, form => text.Contains(form, StringComparison.Ordinal)),
        JsonValueKind.Array => element.EnumerateArray().Any(Holds),
        JsonValueKind.Object => element.EnumerateObject().Any(member => Holds(member.Value)),
        _ => false,
    };

    JsonNode? Masked(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                for (var i = 0; i < list.Count; i++) list[i] = Masked(list[i]?.DeepClone());
                return list;
            case JsonObject members:
                foreach (var name in members.Select(m => m.Key).ToList()) members[name] = Masked(members[name]?.DeepClone());
                return members;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(TextOf(value.GetValue<JsonElement>()) is { } text ? Apply(text) : "\uFFFD");
            default:
                return node;
        }
    }

    /// <summary>Null when it holds half a letter, as a hostile answer may.</summary>
    static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static string[] FormsOf(string key)
    {
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=');
        string[] forms = [key, Uri.EscapeDataString(key), WebUtility.UrlEncode(key), WebUtility.HtmlEncode(key), JsonEncodedText.Encode(key).ToString(), base64, base64.Replace('+', '-').Replace('/', '_')];
        return [.. forms.Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
    }
}
