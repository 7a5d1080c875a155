using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Engine.Providers;

/// <summary>What one generation costs. An unknown price has a null amount; zero is free.</summary>
/// <param name="Amount">US dollars per unit.</param>
/// <param name="Unit"><c>output</c>, <c>second</c>, <c>megapixel</c> or <c>run</c>.</param>
public sealed record ModelPrice(decimal? Amount, string Unit)
{
    const string Currency = "USD";

    /// <summary>Prices that hold for certain values of parameters; the amount holds for all others.</summary>
    public IReadOnlyList<PriceVariant> Variants { get; init; } = [];

    /// <summary>The cheapest a unit can be; null when unknown.</summary>
    public decimal? Least => Amount is { } amount ? Variants.Select(v => v.Amount).Append(amount).Min() : null;

    /// <summary>The dearest a unit can be; null when unknown.</summary>
    public decimal? Most => Amount is { } amount ? Variants.Select(v => v.Amount).Append(amount).Max() : null;

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
            var variants = VariantsIn(price);
            return dollars && variants is not null && Units.Contains(unit, StringComparer.Ordinal) && price.TryGetProperty("amount", out var amount)
                && amount.ValueKind == JsonValueKind.Number && amount.TryGetDecimal(out var dollarsEach) && dollarsEach >= 0
                    ? new ModelPrice(dollarsEach, unit) { Variants = variants }
                    : Unknown with { Unit = Units.Contains(unit, StringComparer.Ordinal) ? unit : Unknown.Unit };
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>
    /// Whether a sum can be made of it and a model's parameters. What costs by the megapixel and follows a picture that is sent, such as
    /// an upscaler without a parameter for the size, cannot be reckoned beforehand: a person says what an item may cost.
    /// </summary>
    public bool CanBeReckoned(ParameterSchema schema) => Amount is 0 || (Amount is not null
        && (Unit != "megapixel" || schema.Parameters.All(p => p.Type != ParameterType.Media) || schema.Parameters.Any(p => ParameterConcept.IsSize(p.Name))));

    /// <summary>The form that is stored.</summary>
    public string ToJson()
    {
        var price = new JsonObject { ["unit"] = Unit, ["amount"] = Amount, ["currency"] = Currency };
        if (Variants.Count > 0) price["variants"] = new JsonArray([.. Variants.Select(v => (JsonNode)v.ToJson())]);
        return price.ToJsonString();
    }

    /// <summary>None when there are none; null when they cannot be read or go with a plain price of nothing: alone that would be too small.</summary>
    static PriceVariant[]? VariantsIn(JsonElement price)
    {
        if (!price.TryGetProperty("variants", out var listed) || listed.ValueKind == JsonValueKind.Null) return [];
        if (listed.ValueKind != JsonValueKind.Array) return null;
        var variants = listed.EnumerateArray().Select(PriceVariant.Read).OfType<PriceVariant>().ToArray();
        var isFree = price.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number && amount.GetDouble() == 0;
        return variants.Length == listed.GetArrayLength() && !isFree ? variants : null;
    }
}
