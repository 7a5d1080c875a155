using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArtFactory.Engine.Providers;

/// <summary>What a unit costs when parameters have certain values, where quality or size change the price.</summary>
/// <param name="When">The values, by parameter.</param>
/// <param name="Amount">US dollars per unit.</param>
public sealed record PriceVariant(IReadOnlyDictionary<string, string> When, decimal Amount)
{
    /// <summary>Reads <c>{"when": {"quality": "high"}, "amount": 0.167}</c>; null when it is none.</summary>
    internal static PriceVariant? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("when", out var when) || when.ValueKind != JsonValueKind.Object) return null;
        if (!json.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number || !amount.TryGetDecimal(out var dollars) || dollars < 0) return null;
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in when.EnumerateObject())
        {
            if (condition.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)) return null;
            values[condition.Name] = condition.Value.ToString();
        }

        return values.Count == 0 ? null : new(values, dollars);
    }

    internal JsonObject ToJson()
    {
        var when = new JsonObject();
        foreach (var (name, value) in When) when[name] = value;
        return new() { ["when"] = when, ["amount"] = Amount };
    }
}
