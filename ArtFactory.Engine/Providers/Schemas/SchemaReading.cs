namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>What a provider's schema document became.</summary>
/// <param name="Schema">The form.</param>
/// <param name="Warnings">What could not be read as the provider meant it; the form serves all the same.</param>
/// <param name="BatchParameter">The parameter that asks for several products of one run; null if there is none.</param>
/// <param name="MaxBatch">The most it takes; null when the schema does not say.</param>
public sealed record SchemaReading(ParameterSchema Schema, IReadOnlyList<string> Warnings, string? BatchParameter = null, int? MaxBatch = null);
