namespace ArtFactory.Engine.Inventory;

/// <summary>SQL made of our own words only, and the values people gave beside it.</summary>
sealed record GalleryStatement(string Sql, IReadOnlyList<(string Name, object Value)> Parameters);
