namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>What could not be read as the provider meant it; so many, and no more.</summary>
sealed class SchemaRemarks
{
    const int Most = 100;
    const int LongestName = 80;

    readonly List<string> _remarks = [];
    readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public IReadOnlyList<string> All => _remarks;

    public void Add(string remark)
    {
        if (_remarks.Count > Most || !_told.Add(remark)) return;
        _remarks.Add(_remarks.Count == Most ? "There is more of this kind, which is not listed." : remark);
    }

    public void Add(string field, string remark) => Add($"{(field.Length > LongestName ? field[..LongestName] + "…" : field)}: {remark}");
}
