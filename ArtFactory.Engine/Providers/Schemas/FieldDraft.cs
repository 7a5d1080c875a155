namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>A parameter that has no place on the form yet.</summary>
/// <param name="Spec">What the schema says.</param>
/// <param name="Place">Where the provider wants it.</param>
/// <param name="Index">Where it stands in the document.</param>
sealed record FieldDraft(ParameterSpec Spec, decimal Place, int Index);
