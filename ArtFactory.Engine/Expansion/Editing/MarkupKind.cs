namespace ArtFactory.Engine.Expansion;

/// <summary>What a stretch of a prompt is, for an editor to colour.</summary>
public enum MarkupKind
{
    Text,

    /// <summary>A token with its brackets: <c>[red,green]</c>, <c>[color:2]</c>.</summary>
    Token,

    /// <summary>A back reference with its brackets: <c>[=color]</c>.</summary>
    Reference,

    /// <summary><c>(&amp;)</c> between batches or <c>||</c> between sub-prompts.</summary>
    Separator,

    /// <summary>A meta, batch or pipeline command.</summary>
    Command,

    /// <summary>An escaped character with its backslash.</summary>
    Escape,

    /// <summary>A bracket that belongs to no token.</summary>
    Stray,
}
