namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>A command such as <c>pipeline:steps:4,8</c>.</summary>
/// <param name="Name">What it sets.</param>
/// <param name="Value">The value as typed.</param>
/// <param name="Field">The field it stands in.</param>
/// <param name="Span">The whole command, in the field's original text.</param>
/// <param name="ValueSpan">The value, in the field's original text.</param>
sealed record CommandSyntax(string Name, string Value, string Field, TextSpan Span, TextSpan ValueSpan);
