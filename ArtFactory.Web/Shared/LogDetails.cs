using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Web.Shared;

/// <summary>The details of a log line, which are kept as JSON, in words.</summary>
public static class LogDetails
{
    /// <summary><c>provider 0.7 s · total 1.1 s · cost $0.003</c>; what is no object of plain values stays as it is; null for none.</summary>
    public static string? Words(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return json;
            var words = document.RootElement.EnumerateObject().Select(Words).ToList();
            return words.Count == 0 ? null : string.Join(" · ", words);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    static string Words(JsonProperty detail)
    {
        var (name, value) = (detail.Name, detail.Value);
        if (value.ValueKind == JsonValueKind.Number && name.EndsWith("_ms", StringComparison.Ordinal))
            return $"{Name(name[..^3])} {(value.GetDouble() / 1000).ToString("0.0##", CultureInfo.InvariantCulture)} s";
        if (name == "cost" && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var cost)) return $"cost {Figures.Money(cost)}";
        return $"{Name(name)} {(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())}";
    }

    static string Name(string name) => name.Replace('_', ' ');
}
