namespace ArtFactory.Data.Copying;

/// <summary>Rows that are written in one transaction: so many, or so much text, that it pays, and never so much that it weighs.</summary>
public sealed class CopyBatch
{
    public const int MostRows = 10_000;
    const int MostLetters = 4 << 20;
    readonly List<object?[]> _rows = [];
    int _letters;

    public IReadOnlyList<object?[]> Rows => _rows;

    public bool IsFull => _rows.Count >= MostRows || _letters >= MostLetters;

    public void Add(object?[] row)
    {
        _rows.Add(row);
        foreach (var value in row) _letters += value is string text ? text.Length : 8;
    }
}
