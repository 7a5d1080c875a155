namespace ArtFactory.Data.Seeding;

/// <summary>An entry of <c>lookups.json</c>.</summary>
sealed record LookupSeed(string Key, string Category, string Description, IReadOnlyList<string> Values);
