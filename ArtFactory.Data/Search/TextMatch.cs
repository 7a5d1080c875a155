namespace ArtFactory.Data.Search;

/// <summary>One hit of the full-text index.</summary>
public sealed class TextMatch
{
    /// <summary>The row's position in arrival order.</summary>
    public long Seq { get; private set; }
}
