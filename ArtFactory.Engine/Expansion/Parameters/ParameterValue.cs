using System.Text.Json;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>One value of a parameter: what is sent, or why it cannot be.</summary>
/// <param name="Text">As a person reads it.</param>
/// <param name="Json">What is sent; undefined when the parameter is left out.</param>
/// <param name="Error">Why the value does not serve; null when it does.</param>
sealed record ParameterValue(string Text, JsonElement Json, string? Error = null)
{
    public bool IsSet => Json.ValueKind != JsonValueKind.Undefined;
}
