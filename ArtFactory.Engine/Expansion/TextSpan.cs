namespace ArtFactory.Engine.Expansion;

/// <summary>A stretch of an original text, in UTF-16 code units.</summary>
readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;
}
