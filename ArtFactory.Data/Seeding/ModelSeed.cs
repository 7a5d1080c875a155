using System.Text.Json;

namespace ArtFactory.Data.Seeding;

/// <summary>An entry of <c>models.PROVIDER.json</c>; the provider is in the file's name.</summary>
sealed record ModelSeed(
    string ModelId,
    string Name,
    string Modality,
    string? Family = null,
    string? Version = null,
    string? Description = null,
    bool IsAvailable = true,
    JsonElement? Capabilities = null,
    JsonElement? Pricing = null,
    JsonElement? ParameterSchema = null);
