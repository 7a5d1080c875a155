using System.Globalization;
using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>Puts a schema's default into a parameter, in the parameter's own type: providers publish numbers as text and the other way round.</summary>
static class FieldDefault
{
    const int LongestJson = 20_000;
    const int DeepestJson = 20;

    public static ParameterSpec Put(ParameterSpec spec, SchemaNode value, SchemaRemarks remarks)
    {
        if (value.Kind is JsonValueKind.Null or JsonValueKind.Undefined) return spec with { Nullable = spec.Nullable || value.Kind == JsonValueKind.Null };
        // An empty list of files says no more than nothing.
        if (spec is { Type: ParameterType.Media, IsList: true } && value is { Kind: JsonValueKind.Array, Items.Count: 0 }) return spec;
        if (Converted(spec, value) is { } element) return spec with { Default = element };
        remarks.Add(spec.Name, "has a default that does not fit its type; the default is left out.");
        return spec;
    }

    static JsonElement? Converted(ParameterSpec spec, SchemaNode value)
    {
        if (!value.IsSound || value.Depth > DeepestJson) return null;
        var plain = value.Kind is JsonValueKind.String ? value.Text! : value.Element.GetRawText();
        switch (spec.Type)
        {
            case ParameterType.Integer or ParameterType.Number:
                return NumberOf(spec, plain.Trim());
            case ParameterType.Boolean:
                return bool.TryParse(plain, out var flag) ? JsonSerializer.SerializeToElement(flag) : null;
            case ParameterType.Choice:
                var option = spec.Options.FirstOrDefault(o => o.Value == plain) ?? spec.Options.FirstOrDefault(o => o.Value.Equals(plain, StringComparison.OrdinalIgnoreCase));
                if (option is not null) return option.Sent ?? JsonSerializer.SerializeToElement(option.Value);
                return spec.Other == OtherValues.None || plain.Length > LongestJson ? null : value.Element.Clone();
            case ParameterType.Json:
                return plain.Length <= LongestJson ? value.Element.Clone() : null;
            default:
                return plain.Length <= LongestJson && value.Kind is not (JsonValueKind.Object or JsonValueKind.Array) ? JsonSerializer.SerializeToElement(plain) : null;
        }
    }

    static JsonElement? NumberOf(ParameterSpec spec, string plain)
    {
        if (!decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
        if (spec.Type == ParameterType.Number) return JsonSerializer.SerializeToElement(number);
        return decimal.Truncate(number) == number && number is >= long.MinValue and <= ulong.MaxValue
            ? JsonSerializer.Deserialize<JsonElement>(number.ToString("0", CultureInfo.InvariantCulture)) : null;
    }
}
