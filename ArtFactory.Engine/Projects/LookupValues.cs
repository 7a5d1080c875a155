using ArtFactory.Engine.Expansion;

namespace ArtFactory.Engine.Projects;

/// <summary>All lookups at one moment.</summary>
sealed class LookupValues : ILookupSource
{
    readonly Dictionary<string, IReadOnlyList<string>> _lists = new(StringComparer.OrdinalIgnoreCase);

    public LookupValues(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> lists)
    {
        foreach (var (key, values) in lists) _lists.TryAdd(key, values);
    }

    public IEnumerable<string> Keys => _lists.Keys;

    public IReadOnlyList<string>? Find(string key) => _lists.GetValueOrDefault(key);

    /// <summary>How many different values a list gives when the lookups it names are opened, each once, as the expansion does.</summary>
    public int Resolve(IReadOnlyList<string> values, string key)
    {
        var opened = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { key };
        var leaves = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<IEnumerator<string>>();
        open.Push(values.GetEnumerator());
        while (open.TryPeek(out var list))
        {
            if (!list.MoveNext())
            {
                open.Pop().Dispose();
                continue;
            }

            if (_lists.TryGetValue(list.Current, out var nested) && opened.Add(list.Current)) open.Push(nested.GetEnumerator());
            else leaves.Add(list.Current);
        }

        return leaves.Count;
    }
}
