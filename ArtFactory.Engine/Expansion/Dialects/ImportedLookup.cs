namespace ArtFactory.Engine.Expansion;

/// <summary>A lookup found in a wildcard file.</summary>
/// <param name="Key">Its name, with <c>/</c> between folders.</param>
/// <param name="Values">Its values, in order, each once.</param>
public sealed record ImportedLookup(string Key, IReadOnlyList<string> Values);
