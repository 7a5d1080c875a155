using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Engine.Providers.Models;

/// <summary>Makes a model of the document that its provider publishes: Replicate's model document, fal's OpenAPI or catalogue entry.</summary>
static class DocumentDraft
{
    const int LongestText = 1000;

    public static (ModelDraft Draft, IReadOnlyList<string> Warnings) Of(string providerId, PastedModel pasted, JsonElement document)
    {
        var entry = document.At("models").Elements().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first ? first : document;
        var api = entry.At("openapi") is { ValueKind: JsonValueKind.Object } nested ? nested : entry;
        var metadata = entry.At("metadata");
        var reading = SchemaReader.Read(document, providerId);
        var description = Text(entry.TextAt("description") ?? metadata.TextAt("description") ?? api.At("info").At("x-fal-metadata").TextAt("about"));
        var modality = metadata.TextAt("category") ?? api.At("info").At("x-fal-metadata").TextAt("category")
            ?? ModalityGuess.Of(pasted.ModelId, description, reading.Schema, entry.At("default_example").At("output"));
        var isOfficial = entry.FlagAt("is_official") == true;
        var draft = new ModelDraft(pasted.ModelId, NameOf(entry, metadata, pasted.ModelId), modality.Length > 100 ? modality[..100] : modality, reading.Schema)
        {
            Family = ModalityGuess.FamilyOf(pasted.ModelId),
            Version = pasted.Version ?? (isOfficial ? null : entry.At("latest_version").TextAt("id")),
            Facts = FactsOf(reading, modality, description, isOfficial),
        };
        return (draft, reading.Warnings);
    }

    /// <summary>What every model's row says of what it can do.</summary>
    public static ParameterSet FactsOf(SchemaReading reading, string modality, string? description, bool isOfficial = false)
    {
        var facts = ParameterSet.Empty.With("outputs", JsonSerializer.SerializeToElement(new[] { ModalityGuess.OutputOf(modality) }));
        facts = facts.With("batch", JsonSerializer.SerializeToElement(reading.BatchParameter is not null));
        if (reading.BatchParameter is { } batch) facts = facts.With("batchParameter", batch);
        if (reading.MaxBatch is { } most) facts = facts.With("maxBatch", JsonSerializer.SerializeToElement(most));
        facts = facts.With("seed", JsonSerializer.SerializeToElement(reading.Schema.Find("seed") is not null));
        facts = facts.With("negativePrompt", JsonSerializer.SerializeToElement(reading.Schema.Find("negative_prompt") is not null));
        if (isOfficial) facts = facts.With("official", JsonSerializer.SerializeToElement(true));
        return description is null ? facts : facts.With("description", description);
    }

    static string NameOf(JsonElement entry, JsonElement metadata, string id)
    {
        var name = metadata.TextAt("display_name") ?? entry.TextAt("name");
        if (string.IsNullOrWhiteSpace(name)) name = id;
        return name.Length > 255 ? name[..255] : name;
    }

    static string? Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestText ? line[..LongestText] + "…" : line;
    }
}
