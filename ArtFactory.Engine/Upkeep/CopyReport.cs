namespace ArtFactory.Engine.Upkeep;

/// <summary>What a copy did.</summary>
/// <param name="From">The database whose rows were copied, in words.</param>
/// <param name="To">The one they went to.</param>
/// <param name="Tables">Every table, in the order of the copy.</param>
/// <param name="Resumed">Whether an earlier run had begun it.</param>
/// <param name="Took">How long this run took.</param>
public sealed record CopyReport(string From, string To, IReadOnlyList<CopiedTable> Tables, bool Resumed, TimeSpan Took)
{
    public long Rows => Tables.Sum(t => t.Rows);

    public bool IsEqual => Tables.All(t => t.IsEqual);
}
