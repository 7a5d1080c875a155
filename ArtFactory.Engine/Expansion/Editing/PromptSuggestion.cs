namespace ArtFactory.Engine.Expansion;

/// <summary>One way to go on where the caret stands.</summary>
/// <param name="Text">What replaces the range of the completion.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What it gives, in a few words, such as the first values of a lookup.</param>
public sealed record PromptSuggestion(string Text, SuggestionKind Kind, string Detail);
