using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Reads members of answers that may be missing or of another type than announced: then they are not there.</summary>
static class JsonReading
{
    /// <summary>The member, or an undefined one.</summary>
    public static JsonElement At(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : default;

    public static string? TextAt(this JsonElement json, string name) => json.At(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public static decimal? NumberAt(this JsonElement json, string name) =>
        json.At(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDecimal(out var number) ? number : null;

    public static bool? FlagAt(this JsonElement json, string name) => json.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A moment in UTC, with however many digits of a second.</summary>
    public static DateTime? MomentAt(this JsonElement json, string name) =>
        json.TextAt(name) is { } text && DateTimeOffset.TryParse(Shortened(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;

    /// <summary>The elements of an array; none when it is something else.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    /// <summary>Seconds have seven digits at most in our dates; the rest is cut off.</summary>
    static string Shortened(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return text;
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - dot - 1 <= 7 ? text : text[..(dot + 8)] + text[end..];
    }
}
