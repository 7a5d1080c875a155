namespace ArtFactory.Data.Migrations;

/// <summary>One migration.</summary>
/// <param name="Id">Moment and name: <c>20261122132228_Initial</c>.</param>
/// <param name="Description">The name in words.</param>
/// <param name="AppliedAt">When it was applied (UTC); null if it was not.</param>
public sealed record MigrationEntry(string Id, string Description, DateTime? AppliedAt);
