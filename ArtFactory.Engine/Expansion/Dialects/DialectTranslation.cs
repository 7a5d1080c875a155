namespace ArtFactory.Engine.Expansion;

/// <summary>A prompt of another tool in our notation.</summary>
/// <param name="Text">The prompt with tokens; the original where nothing could be translated.</param>
/// <param name="Changed">Whether anything was translated.</param>
/// <param name="Lookups">The lookups that the tokens name, each once, in their order.</param>
/// <param name="Diagnostics">What is lost or stays as it is; positions in the original text.</param>
public sealed record DialectTranslation(string Text, bool Changed, IReadOnlyList<string> Lookups, IReadOnlyList<Diagnostic> Diagnostics);
