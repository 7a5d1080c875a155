namespace ArtFactory.Engine.Providers;

/// <summary>A model as the provider itself describes it, to bring the catalogue up to date.</summary>
public sealed record ModelDescription(
    string ModelId, string Name, string? Description, string? Family, string Modality, string? Version, ParameterSchema Schema, ModelPrice Price);
