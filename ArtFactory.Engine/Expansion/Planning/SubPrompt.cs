using ArtFactory.Engine.Expansion.Parameters;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>A sub-prompt that is cut the same way in every combination.</summary>
sealed record SubPrompt(SourceText Prompt, int[] PromptSlots, SourceText Negative, int[] NegativeSlots, ParameterSpace Parameters);
