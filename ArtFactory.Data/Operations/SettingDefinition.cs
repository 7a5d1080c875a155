using System.Text.Json;

namespace ArtFactory.Data.Operations;

/// <summary>What a setting is: its type, range and meaning. The value in force is a row of <see cref="SystemSetting"/>.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Group">Heading in the settings page.</param>
/// <param name="Type"><c>integer</c>, <c>number</c>, <c>boolean</c>, <c>choice</c> or <c>text</c>.</param>
/// <param name="Name">Short name for people.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Default">The value it starts with; JSON null is "none".</param>
/// <param name="Minimum">Least number; null for no bound.</param>
/// <param name="Maximum">Greatest number; null for no bound.</param>
/// <param name="Unit">Unit of the number, for display.</param>
/// <param name="Options">The values of a choice.</param>
public sealed record SettingDefinition(
    string Key,
    string Group,
    string Type,
    string Name,
    string Description,
    JsonElement Default,
    decimal? Minimum = null,
    decimal? Maximum = null,
    string? Unit = null,
    IReadOnlyList<string>? Options = null)
{
    /// <summary>What is wrong with a value, in words; null when it may be stored.</summary>
    public string? Fault(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return Default.ValueKind == JsonValueKind.Null ? null : $"{Name} needs a value.";
        return Type switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{Name} is true or false.",
            "integer" or "number" => NumberFault(value),
            "choice" => value.ValueKind == JsonValueKind.String && Options!.Contains(value.GetString(), StringComparer.Ordinal)
                ? null : $"{Name} is one of: {string.Join(", ", Options!)}.",
            _ => value.ValueKind == JsonValueKind.String ? null : $"{Name} is a text.",
        };
    }

    string? NumberFault(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number)) return $"{Name} is a number.";
        if (Type == "integer" && number != decimal.Truncate(number)) return $"{Name} is a whole number.";
        if (number < Minimum) return $"{Name} is at least {Minimum}.";
        return number > Maximum ? $"{Name} is at most {Maximum}." : null;
    }
}
