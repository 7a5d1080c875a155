namespace ArtFactory.Engine.Expansion.Dialects;

/// <summary>A part of a prompt in the wildcard dialect.</summary>
abstract record DialectNode(TextSpan Span)
{
    /// <summary>Plain text.</summary>
    public sealed record Text(string Value, TextSpan Span) : DialectNode(Span);

    /// <summary><c>__name__</c>.</summary>
    public sealed record Wildcard(string Name, TextSpan Span) : DialectNode(Span);

    /// <summary><c>{a|b|c}</c>, <c>{2$$a|b|c}</c>.</summary>
    /// <param name="Options">The parts of each option.</param>
    /// <param name="Draw">How many are picked; null for one of all.</param>
    /// <param name="Weighted">Whether an option had a weight.</param>
    /// <param name="Span">With its braces.</param>
    public sealed record Variant(IReadOnlyList<IReadOnlyList<DialectNode>> Options, int? Draw, bool Weighted, TextSpan Span) : DialectNode(Span);
}
