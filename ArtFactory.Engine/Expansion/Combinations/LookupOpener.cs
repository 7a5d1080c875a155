using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Combinations;

/// <summary>Makes the options of tokens: opens lookups and the lookups named in them, drops duplicates, draws.</summary>
sealed class LookupOpener(ILookupSource lookups, ulong seed, DiagnosticBag diagnostics)
{
    const ulong DrawPurpose = 1;
    readonly Dictionary<string, OptionSet> _cache = new(StringComparer.Ordinal);

    /// <summary>The name under which a lookup or alias is tracked, and the lookup behind it; null when the text names none.</summary>
    public (string Group, string Key)? Named(string text)
    {
        if (text.Length == 0) return null;
        if (lookups.Find(text) is not null) return (text.ToUpperInvariant(), text);
        if (text.Length > 2 && text[^2] == '_' && char.IsAsciiDigit(text[^1]) && lookups.Find(text[..^2]) is not null)
            return (text.ToUpperInvariant(), text[..^2]);
        return null;
    }

    /// <summary>The options of the token, all of them: a draw comes later.</summary>
    public OptionSet Open(TokenSyntax token)
    {
        if (_cache.TryGetValue(token.Content, out var known)) return known;
        var values = new List<string>();
        var groups = new List<string?>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var opened = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var twice = new List<string>();

        void Add(string value, string? group)
        {
            if (seen.Add(Marks.Render(value)))
            {
                values.Add(value);
                groups.Add(group);
            }
            else twice.Add(Marks.Render(value));
        }

        foreach (var option in token.Options)
        {
            if (Named(Marks.Render(option.Text)) is not { } named) Add(option.Text, null);
            else if (!opened.Add(named.Key))
            {
                WarnOfReopening(token, option.Text);
                Add(option.Text, null);
            }
            else Unfold(token, named, opened, Add);
        }
        if (twice.Count > 0)
            diagnostics.Warn("duplicate-option", $"{Some(twice)} {(twice.Count == 1 ? "comes" : "come")} more than once in this token and {(twice.Count == 1 ? "is" : "are")} kept once.", token.Field, token.Span);
        var set = new OptionSet([.. values], [.. groups]);
        _cache.Add(token.Content, set);
        Remark(token, set);
        return set;
    }

    /// <summary>
    /// Some options at random, in their order in the token. Draws of one lookup avoid each other's values while there are
    /// others, so that <c>[color:1] and [color:1]</c> does not contradict itself.
    /// </summary>
    public OptionSet Draw(OptionSet all, int count, int ordinal, HashSet<(string Group, string Value)> drawn)
    {
        if (count >= all.Count) count = all.Count;
        var random = SeededRandom.For(seed, DrawPurpose, (ulong)ordinal);
        var fresh = new List<int>();
        var stale = new List<int>();
        for (var i = 0; i < all.Count; i++)
            (all.Groups[i] is { } group && drawn.Contains((group, all.Rendered[i])) ? stale : fresh).Add(i);
        var taken = Take(fresh, Math.Min(count, fresh.Count), ref random);
        taken.AddRange(Take(stale, count - taken.Count, ref random));
        taken.Sort();
        foreach (var i in taken)
            if (all.Groups[i] is { } group) drawn.Add((group, all.Rendered[i]));
        return new([.. taken.Select(i => all.Values[i])], [.. taken.Select(i => all.Groups[i])]);
    }

    /// <summary>The first value of what a back reference names; null when there is no such lookup.</summary>
    public string? FirstValue(TokenSyntax reference)
    {
        var name = Marks.Render(reference.Content);
        if (Named(name) is null) return null;
        var set = Open(reference with { Options = [new(reference.Content, reference.Span)], IsReference = false });
        return set.Count == 0 ? null : set.Values[0];
    }

    static List<int> Take(List<int> from, int count, ref SeededRandom random)
    {
        for (var i = 0; i < count; i++)
        {
            var j = i + random.Below(from.Count - i);
            (from[i], from[j]) = (from[j], from[i]);
        }
        return from[..count];
    }

    void Unfold(TokenSyntax token, (string Group, string Key) named, HashSet<string> opened, Action<string, string?> add)
    {
        // A stack of our own: a chain of lookups may be longer than the thread's.
        var open = new Stack<(string Key, IReadOnlyList<string> Values, int Next)>();
        open.Push((named.Key, lookups.Find(named.Key)!, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next >= top.Values.Count) continue;
            var value = Marks.Clean(top.Values[top.Next]);
            open.Push(top with { Next = top.Next + 1 });
            if (value.Length == 0 || lookups.Find(value) is not { } nested) add(value, named.Group);
            else if (opened.Add(value)) open.Push((value, nested, 0));
            else
            {
                WarnOfReopening(token, string.Join(" > ", open.Reverse().TakeLast(8).Select(o => o.Key).Append(value)));
                add(value, named.Group);
            }
        }
    }

    void WarnOfReopening(TokenSyntax token, string path) =>
        diagnostics.Warn("lookup-reopened", $"A lookup is opened once in a token, so the last name of \"{Marks.Render(path)}\" stays as text.", token.Field, token.Span);

    void Remark(TokenSyntax token, OptionSet set)
    {
        if (set.Count == 0)
            diagnostics.Error("empty-lookup", $"The lookup {Some([Marks.Render(token.Content)])} has no values; add some or take it out.", token.Field, token.Span);
        else if (token.Options is [{ Text.Length: > 0 } only] && set is { Count: 1 } && set.Groups[0] is null && !token.IsReference)
            diagnostics.Warn("unknown-lookup", $"There is no lookup named {Some([Marks.Render(only.Text)])}, so the name stays as text; make the lookup, or write \\[ for a bracket.", token.Field, token.Span);
    }

    static string Some(List<string> values)
    {
        var shown = string.Join(", ", values.Take(5).Select(v => v.Length == 0 ? "the empty option" : $"\"{(v.Length > 60 ? v[..60] + "..." : v)}\""));
        return values.Count > 5 ? $"{shown} and {values.Count - 5} more" : shown;
    }
}
