namespace ArtFactory.Engine.Upkeep;

/// <summary>One table after a copy, counted and summed up on both sides.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Where the rows come from.</param>
/// <param name="Checksum">Of those rows.</param>
/// <param name="RowsThere">Where they went.</param>
/// <param name="ChecksumThere">Of those.</param>
public sealed record CopiedTable(string Table, long Rows, string Checksum, long RowsThere, string ChecksumThere)
{
    public bool IsEqual => Rows == RowsThere && string.Equals(Checksum, ChecksumThere, StringComparison.Ordinal);
}
