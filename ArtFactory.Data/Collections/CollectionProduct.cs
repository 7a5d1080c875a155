namespace ArtFactory.Data.Collections;

/// <summary>A product's place in a collection.</summary>
public sealed class CollectionProduct
{
    public Guid CollectionId { get; set; }
    public Guid ProductId { get; set; }

    /// <summary>Ascending; gaps are allowed.</summary>
    public int Position { get; set; }

    public DateTime AddedAt { get; set; }
}
