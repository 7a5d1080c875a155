using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Projects;

/// <summary>What an import of one file did.</summary>
/// <param name="Lists">How many lists were written.</param>
/// <param name="Remarks">What was lost on the way, such as weights; positions are in the file's text.</param>
public sealed record LookupImport(int Lists, IReadOnlyList<Diagnostic> Remarks);
