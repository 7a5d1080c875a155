namespace ArtFactory.Engine.Expansion;

/// <summary>What a wildcard file holds.</summary>
/// <param name="Lookups">The lookups, in their order in the file.</param>
/// <param name="Diagnostics">What was lost or could not be read. The field is the path; positions are in the file's text.</param>
public sealed record WildcardFile(IReadOnlyList<ImportedLookup> Lookups, IReadOnlyList<Diagnostic> Diagnostics);
