namespace ArtFactory.Data.Migrations;

/// <summary>What was done.</summary>
/// <param name="Applied">Migrations applied, in order.</param>
/// <param name="Undone">Migrations undone, in the order they were.</param>
/// <param name="BackupPath">The copy made before; null when there was nothing to lose.</param>
public sealed record MigrationOutcome(IReadOnlyList<MigrationEntry> Applied, IReadOnlyList<MigrationEntry> Undone, string? BackupPath);
