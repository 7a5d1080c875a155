namespace ArtFactory.Tests.Data;

/// <param name="Name">Its name.</param>
/// <param name="Affinity">SQLite's type.</param>
/// <param name="IsRequired">NOT NULL was asked for; ours may be stricter.</param>
/// <param name="Default">The default's text; null for none.</param>
/// <param name="Reference">Table and action on delete; null for none.</param>
sealed record SpecifiedColumn(string Name, string Affinity, bool IsRequired, string? Default, string? Reference);
