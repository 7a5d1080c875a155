using ArtFactory.Engine.Expansion.Parameters;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>A sub-prompt of one combination of a <see cref="ShapedBatch"/>.</summary>
sealed record ShapedItem(string Prompt, string Negative, ParameterSpace Parameters, Diagnostic? Error);
