using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Parameters;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>All that is known of a batch once its tokens are open.</summary>
/// <param name="Number">Its number from 1; 0 when it is the only one.</param>
/// <param name="Space">The combinations of its tokens.</param>
/// <param name="ChoiceNames">For each token the name under which its choice is kept; null when it is none.</param>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="Negative">The negative prompt's text.</param>
/// <param name="Parameters">What is set outside its sub-prompts.</param>
/// <param name="Cap">The most items.</param>
/// <param name="CapIsWritten">Whether the text says so itself.</param>
/// <param name="Sample">How many items are drawn at random; null when all are taken.</param>
/// <param name="Seed">The seed of the draw.</param>
/// <param name="Span">Where the batch stands in the prompt.</param>
sealed record BatchShape(
    int Number, CombinationSpace Space, string?[] ChoiceNames, BatchText Prompt, BatchText Negative, ParameterScope Parameters,
    int Cap, bool CapIsWritten, int? Sample, ulong Seed, TextSpan Span);
