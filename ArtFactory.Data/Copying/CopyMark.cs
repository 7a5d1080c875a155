namespace ArtFactory.Data.Copying;

/// <summary>How far a table is copied: kept in the target, with the rows, in one transaction.</summary>
/// <param name="Table">Which.</param>
/// <param name="LastKey">The key of the last row there, as text; null before the first.</param>
/// <param name="Rows">How many are there.</param>
/// <param name="IsDone">Whether all are.</param>
public sealed record CopyMark(string Table, string? LastKey, long Rows, bool IsDone);
