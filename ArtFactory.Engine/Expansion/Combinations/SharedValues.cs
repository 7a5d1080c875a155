namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>Which values of lookups more than one token may take, and which tokens are joined by them.</summary>
sealed class SharedValues
{
    readonly OptionSet[] _tokens;
    readonly Dictionary<OptionSet, int[]> _tags = [];
    readonly Dictionary<(string Group, string Value), int> _tagOf = [];

    public SharedValues(OptionSet[] tokens)
    {
        _tokens = tokens;
        var uses = tokens.CountBy(t => t).ToDictionary(p => p.Key, p => p.Value);
        var groups = new Dictionary<string, (int Tokens, int Sets)>(StringComparer.Ordinal);
        foreach (var (set, count) in uses)
        {
            foreach (var group in GroupsOf(set))
            {
                var (before, sets) = groups.GetValueOrDefault(group);
                groups[group] = (before + count, sets + 1);
            }
        }

        var usesOfValue = new Dictionary<(string, string), int>();
        foreach (var (set, count) in uses)
            for (var i = 0; i < set.Count; i++)
                if (set.Groups[i] is { } group && groups[group].Sets > 1)
                    usesOfValue[(group, set.Rendered[i])] = usesOfValue.GetValueOrDefault((group, set.Rendered[i])) + count;

        foreach (var set in uses.Keys)
        {
            int[]? tags = null;
            for (var i = 0; i < set.Count; i++)
            {
                if (set.Groups[i] is not { } group || groups[group].Tokens < 2) continue;
                // In one set only, a value is told apart by its place, which spares long lookups a dictionary.
                var tag = groups[group].Sets == 1 ? TagCount++ : TagOf((group, set.Rendered[i]), usesOfValue);
                if (tag < 0) continue;
                if (tags is null) Array.Fill(tags = new int[set.Count], -1);
                tags[i] = tag;
            }
            if (tags is not null) _tags.Add(set, tags);
        }
    }

    public int TagCount { get; private set; }

    /// <summary>For each option its shared value, or -1; null when the set shares none.</summary>
    public int[]? Tags(OptionSet set) => _tags.GetValueOrDefault(set);

    /// <summary>The tokens that limit each other, directly or through others; positions ascending.</summary>
    public IEnumerable<int[]> Components()
    {
        var root = new int[TagCount];
        for (var i = 0; i < root.Length; i++) root[i] = i;
        int Find(int tag)
        {
            while (root[tag] != tag) tag = root[tag] = root[root[tag]];
            return tag;
        }
        foreach (var tags in _tags.Values)
        {
            var first = Array.FindIndex(tags, t => t >= 0);
            for (var i = first + 1; i < tags.Length; i++)
                if (tags[i] >= 0) root[Find(tags[i])] = Find(tags[first]);
        }
        return Enumerable.Range(0, _tokens.Length)
            .Where(t => _tags.ContainsKey(_tokens[t]))
            .GroupBy(t => Find(_tags[_tokens[t]].First(tag => tag >= 0)))
            .Select(g => g.ToArray());
    }

    int TagOf((string, string) value, Dictionary<(string, string), int> usesOfValue)
    {
        if (usesOfValue[value] < 2) return -1;
        if (!_tagOf.TryGetValue(value, out var tag)) _tagOf.Add(value, tag = TagCount++);
        return tag;
    }

    static List<string> GroupsOf(OptionSet set)
    {
        var groups = new List<string>();
        string? last = null;
        foreach (var group in set.Groups)
        {
            // Values of one lookup stand together.
            if (group is null || ReferenceEquals(group, last)) continue;
            last = group;
            if (!groups.Contains(group)) groups.Add(group);
        }
        return groups;
    }
}
