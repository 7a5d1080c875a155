namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>One option of a token as it was written, trimmed; escaped characters are marks.</summary>
readonly record struct OptionSyntax(string Text, TextSpan Span);
