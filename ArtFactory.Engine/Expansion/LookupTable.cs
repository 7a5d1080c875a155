namespace ArtFactory.Engine.Expansion;

/// <summary>Lookups held in memory.</summary>
public sealed class LookupTable : ILookupSource
{
    readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="values">Name and values of each lookup; of two names that differ only in case the last wins.</param>
    public LookupTable(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> values)
    {
        foreach (var (key, list) in values) _values[key] = list;
    }

    /// <summary>A table without any lookup: every name in brackets is then literal text.</summary>
    public static LookupTable Empty { get; } = new([]);

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>A table written in place, for example <c>LookupTable.Of(("color", ["red", "blue"]))</c>.</summary>
    public static LookupTable Of(params (string Key, string[] Values)[] lookups) =>
        new(lookups.Select(l => KeyValuePair.Create<string, IReadOnlyList<string>>(l.Key, l.Values)));

    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);
}
