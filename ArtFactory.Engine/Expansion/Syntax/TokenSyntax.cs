namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>Something in brackets.</summary>
/// <param name="Field">The field it stands in.</param>
/// <param name="Span">With its brackets, in the field's original text.</param>
/// <param name="Content">What stands between the brackets without the draw, trimmed; escaped characters are marks.</param>
/// <param name="Options">The options as written; for a back reference the one name.</param>
/// <param name="Draw">How many options are drawn at random; null when all are taken.</param>
/// <param name="IsReference">Whether it is a back reference such as <c>[=color]</c>.</param>
sealed record TokenSyntax(
    string Field, TextSpan Span, string Content, IReadOnlyList<OptionSyntax> Options, int? Draw, bool IsReference);
