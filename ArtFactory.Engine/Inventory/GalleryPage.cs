namespace ArtFactory.Engine.Inventory;

/// <summary>A page of the gallery and where the next one starts.</summary>
/// <param name="Tiles">In the query's order.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record GalleryPage(IReadOnlyList<GalleryTile> Tiles, string? Next);
