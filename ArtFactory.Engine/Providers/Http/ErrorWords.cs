using System.Text.Json;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>What an error's body says, whatever its shape: one sentence for a person, and whether it speaks of money or of the content.</summary>
/// <param name="Message">With the names of the fields at fault; null when the body says nothing.</param>
sealed record ErrorWords(string? Message, bool IsPayment, bool IsModeration)
{
    const int LongestMessage = 1000;

    static readonly string[] PaymentSigns =
        ["insufficient credit", "insufficient_quota", "exhausted balance", "insufficient balance", "insufficient buzz", "billing_hard_limit", "out of credit", "top up your balance", "payment required"];

    static readonly string[] ModerationSigns =
        ["content_policy_violation", "content policy", "moderation_blocked", "nsfw", "flagged as sensitive", "safety system", "(e005)", "e005:", "mature content", "blocked for mature", "safety checker", "content_filter"];

    public static ErrorWords Of(ProviderReply reply) => Of(reply.Json, reply.Text);

    public static ErrorWords Of(JsonElement json, string? text = null)
    {
        var lines = new List<string>();
        Collect(json, lines);
        var all = json.ValueKind == JsonValueKind.Undefined ? text ?? "" : json.GetRawText();
        var message = lines.Count > 0 ? string.Join(" ", lines.Distinct(StringComparer.Ordinal)) : LooksLikePage(text) ? null : text?.Trim();
        if (message?.Length > LongestMessage) message = message[..LongestMessage] + "...";
        return new(string.IsNullOrWhiteSpace(message) ? null : message, IsAbout(all, PaymentSigns), IsAbout(all, ModerationSigns));
    }

    /// <summary>Whether a text of a failed run says that its content was refused.</summary>
    public static bool SpeaksOfModeration(string? text) => text is not null && IsAbout(text, ModerationSigns);

    /// <summary>The message as a sentence's end, or what stands in for it.</summary>
    public string Or(string otherwise) => Message ?? otherwise;

    static bool IsAbout(string text, string[] signs) => signs.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));

    static bool LooksLikePage(string? text) => text is not null && text.TrimStart().StartsWith('<');

    static void Collect(JsonElement json, List<string> lines)
    {
        if (json.ValueKind == JsonValueKind.String) Add(lines, json.GetString());
        if (json.ValueKind != JsonValueKind.Object) return;
        Fields(json, lines);
        if (lines.Count > 0) return;

        // OpenAI and the platform of fal wrap it; the others say it at the top.
        if (json.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            Collect(error, lines);
            if (lines.Count > 0) return;
        }

        var field = Text(json, "param");
        foreach (var name in (string[])["detail", "message", "title", "error", "errors"])
        {
            if (Text(json, name) is not { Length: > 0 } words) continue;
            Add(lines, field is null ? words : $"{field}: {words}");
            return;
        }
    }

    /// <summary>The lists of faults by field: Replicate's, FastAPI's, ASP.NET's, ComfyUI's.</summary>
    static void Fields(JsonElement json, List<string> lines)
    {
        if (json.TryGetProperty("invalid_fields", out var invalid) && invalid.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in invalid.EnumerateArray()) Add(lines, FieldOf(Text(entry, "field")), Text(entry, "description"));
        }

        if (json.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in detail.EnumerateArray()) Add(lines, FieldOf(PathOf(entry)), Text(entry, "msg") ?? Text(entry, "message"));
        }

        if (json.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in errors.EnumerateObject()) Add(lines, FieldOf(entry.Name), WordsOf(entry.Value));
        }

        if (json.TryGetProperty("node_errors", out var nodes) && nodes.ValueKind == JsonValueKind.Object)
        {
            foreach (var node in nodes.EnumerateObject().Where(n => n.Value.ValueKind == JsonValueKind.Object && n.Value.TryGetProperty("errors", out _)))
            {
                if (node.Value.GetProperty("errors") is not { ValueKind: JsonValueKind.Array } faults) continue;
                foreach (var fault in faults.EnumerateArray()) Add(lines, $"node {node.Name}", Text(fault, "details") is { Length: > 0 } more ? $"{Text(fault, "message")}: {more}" : Text(fault, "message"));
            }
        }
    }

    static string? PathOf(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("loc", out var path) || path.ValueKind != JsonValueKind.Array) return null;
        return string.Join('.', path.EnumerateArray().Select(p => p.ValueKind == JsonValueKind.String ? p.GetString() : p.GetRawText()));
    }

    /// <summary>The name a person knows: without the envelope it lies in.</summary>
    static string? FieldOf(string? path)
    {
        if (path is null) return null;
        var name = path[(path.LastIndexOf("input.", StringComparison.Ordinal) is var at and >= 0 ? at + "input.".Length : 0)..];
        return name.StartsWith("body.", StringComparison.Ordinal) ? name["body.".Length..] : name.StartsWith("$.", StringComparison.Ordinal) ? name[2..] : name;
    }

    static string? WordsOf(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(" ", value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : v.GetRawText()))
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    static void Add(List<string> lines, string? field, string? words)
    {
        if (string.IsNullOrWhiteSpace(words)) return;
        Add(lines, string.IsNullOrWhiteSpace(field) ? words : $"{field}: {words}");
    }

    static void Add(List<string> lines, string? words)
    {
        if (string.IsNullOrWhiteSpace(words)) return;
        words = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        lines.Add(words[^1] is '.' or '!' or '?' ? words : words + ".");
    }
}
