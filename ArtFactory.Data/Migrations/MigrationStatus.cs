namespace ArtFactory.Data.Migrations;

/// <summary>How far a database is; both lists are in the order of application.</summary>
public sealed record MigrationStatus(IReadOnlyList<MigrationEntry> Applied, IReadOnlyList<MigrationEntry> Pending);
