namespace ArtFactory.Data.Spending;

/// <summary>
/// A row that whoever claims work for money takes first, so that two processes never judge one budget at the same moment. It matters
/// where the engine lets several write at once.
/// </summary>
public sealed class LineGate
{
    public required string Name { get; set; }

    /// <summary>How often it was taken.</summary>
    public long Turn { get; set; }
}
