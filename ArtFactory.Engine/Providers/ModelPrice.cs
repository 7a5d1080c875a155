using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>What one generation costs. An unknown price has a null amount; zero is free.</summary>
/// <param name="Amount">US dollars per unit.</param>
/// <param name="Unit"><c>output</c>, <c>second</c>, <c>megapixel</c> or <c>run</c>.</param>
public sealed record ModelPrice(decimal? Amount, string Unit)
{
    const string Currency = "USD";

    public static ModelPrice Unknown { get; } = new(null, "output");

    /// <summary>What a price can be for.</summary>
    public static IReadOnlyList<string> Units { get; } = ["output", "second", "megapixel", "run"];

    /// <summary>Reads the stored form (<c>{"unit": "output", "amount": 0.003, "currency": "USD"}</c>); what cannot be read is unknown.</summary>
    public static ModelPrice Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) return Unknown;
        try
        {
            using var document = JsonDocument.Parse(json);
            var price = document.RootElement;
            if (price.ValueKind != JsonValueKind.Object) return Unknown;
            var unit = price.TryGetProperty("unit", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : Unknown.Unit;
            var dollars = !price.TryGetProperty("currency", out var currency) || (currency.ValueKind == JsonValueKind.String && currency.ValueEquals(Currency));

            // Another currency or unit is no figure to reckon with: a wrong price is worse than none.
            return dollars && Units.Contains(unit, StringComparer.Ordinal) && price.TryGetProperty("amount", out var amount)
                && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out var dollarsEach) && dollarsEach >= 0
                    ? new ModelPrice(dollarsEach, unit)
                    : Unknown with { Unit = Units.Contains(unit, StringComparer.Ordinal) ? unit : Unknown.Unit };
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>The form that is stored.</summary>
    public string ToJson()
    {
        var price = new Dictionary<string, object?>(StringComparer.Ordinal) { ["unit"] = Unit, ["amount"] = Amount, ["currency"] = Currency };
        return JsonSerializer.Serialize(price);
    }
}
