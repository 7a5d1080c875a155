namespace ArtFactory.Engine.Expansion;

/// <summary>What a <see cref="PromptSuggestion"/> would put into the text.</summary>
public enum SuggestionKind
{
    Lookup,
    Alias,
    Reference,
    Command,
    Parameter,
}
