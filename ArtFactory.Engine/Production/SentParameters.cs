using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production;

/// <summary>
/// What goes to the provider: the actual parameters, with the prompts under the names that the model has for them, and sizes as the
/// objects that it wants.
/// </summary>
static class SentParameters
{
    static readonly string[] Prompts = ["prompt", "negative_prompt"];

    /// <summary>A prompt the model has no place for stays away: providers refuse what they do not know.</summary>
    public static ParameterSet Of(ParameterSchema? schema, ParameterSet actual)
    {
        if (schema is null || schema.Parameters.Count == 0) return actual;
        foreach (var prompt in Prompts)
        {
            if (!actual.TryGetValue(prompt, out var text)) continue;
            var spec = schema.Find(prompt);
            if (spec is { IsList: false } && string.Equals(spec.Name, prompt, StringComparison.Ordinal)) continue;
            actual = actual.Without(prompt);
            if (spec is not null) actual = actual.With(spec.Name, spec.IsList && text.ValueKind == JsonValueKind.String ? JsonSerializer.SerializeToElement(new[] { text.GetString() }) : text);
        }

        foreach (var spec in schema.Parameters.Where(p => p.Other == OtherValues.Size))
        {
            if (spec.Options.All(o => o.Value != actual.Text(spec.Name)) && SizeText.Read(actual.Text(spec.Name)) is var (width, height))
                actual = actual.With(spec.Name, JsonSerializer.SerializeToElement(new Dictionary<string, int>(StringComparer.Ordinal) { ["width"] = width, ["height"] = height }));
        }

        return actual;
    }
}
