using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>Reads the JSON columns of a model; what cannot be read is as if it were not there, so that one bad row hides no others.</summary>
static class ModelFacts
{
    public static ParameterSchema SchemaIn(string? json)
    {
        try
        {
            return ParameterSchema.Parse(json);
        }
        catch (JsonException)
        {
            return ParameterSchema.Empty;
        }
    }

    public static string? DescriptionIn(string? capabilities)
    {
        if (string.IsNullOrWhiteSpace(capabilities)) return null;
        try
        {
            using var document = JsonDocument.Parse(capabilities);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("description", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
