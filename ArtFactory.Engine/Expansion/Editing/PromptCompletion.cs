using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion;

/// <summary>What can be written where the caret stands.</summary>
/// <param name="Start">Where the text that a suggestion replaces begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Suggestions">The best first; empty where there is nothing to suggest.</param>
public sealed record PromptCompletion(int Start, int Length, IReadOnlyList<PromptSuggestion> Suggestions)
{
    const int Most = 20;
    static readonly (string Text, string Detail)[] Commands =
    [
        ("pipeline:", "sets a parameter of this sub-prompt"),
        ("batch:", "sets a parameter of this batch"),
        ("batch:maxbatchitems:", "the most items of this batch"),
        ("batch:sample:", "so many items at random"),
        ("meta:", "sets a parameter of the whole order"),
        ("meta:seed:", "the seed of every random choice"),
    ];

    /// <param name="text">The prompt as typed so far.</param>
    /// <param name="caret">Where the caret stands, in UTF-16 code units.</param>
    /// <param name="lookups">The lookups that can be named.</param>
    /// <param name="schema">The model's parameters, for commands; null when no model is chosen.</param>
    public static PromptCompletion At(string text, int caret, ILookupSource lookups, ParameterSchema? schema = null)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        var open = OpenBracket(text, caret);
        return open < 0 ? InText(text, caret, schema) : InToken(text, open, caret, lookups);
    }

    static PromptCompletion InToken(string text, int open, int caret, ILookupSource lookups)
    {
        var start = caret;
        while (start > open + 1 && !(text[start - 1] == ',' && text[start - 2] != '\\')) start--;
        while (start < caret && char.IsWhiteSpace(text[start])) start++;
        var isReference = start < text.Length && start < caret && text[start] == '=';
        if (isReference) start++;
        var end = caret;
        while (end < text.Length && text[end] is not (',' or ']' or '[' or ':' or '\n')) end++;
        while (end > caret && char.IsWhiteSpace(text[end - 1])) end--;
        var typed = text[start..caret];
        return new(start, end - start, isReference ? References(text[..open], typed, lookups) : Lookups(text[..open], typed, lookups));
    }

    static List<PromptSuggestion> Lookups(string before, string typed, ILookupSource lookups)
    {
        var found = Ranked(lookups.Keys, typed).Take(Most)
            .Select(key => new PromptSuggestion(key, SuggestionKind.Lookup, Values(lookups.Find(key)))).ToList();
        var used = NamesIn(before).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var key in Ranked(used.Where(name => lookups.Find(name) is not null), typed).ToArray())
        {
            var digit = Enumerable.Range(1, 9).FirstOrDefault(d => !used.Contains($"{key}_{d}"));
            if (digit > 0 && found.Count < Most) found.Add(new($"{key}_{digit}", SuggestionKind.Alias, $"{key} once more, free to repeat a value"));
        }
        return found;
    }

    static List<PromptSuggestion> References(string before, string typed, ILookupSource lookups) =>
        [.. Ranked(NamesIn(before).Where(name => Named(name, lookups)).Distinct(StringComparer.OrdinalIgnoreCase), typed).Take(Most)
            .Select(name => new PromptSuggestion(name, SuggestionKind.Reference, $"what [{name}] took before"))];

    static bool Named(string name, ILookupSource lookups) =>
        lookups.Find(name) is not null || name.Length > 2 && name[^2] == '_' && char.IsAsciiDigit(name[^1]) && lookups.Find(name[..^2]) is not null;

    static PromptCompletion InText(string text, int caret, ParameterSchema? schema)
    {
        var start = caret;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1])) start--;
        var end = caret;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or ':')) end++;
        var word = text[start..caret];
        var suggestions = new List<PromptSuggestion>();
        if (word.Length >= 2)
            suggestions.AddRange(Commands.Where(c => c.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && c.Text.Length > word.Length)
                .Select(c => new PromptSuggestion(c.Text, SuggestionKind.Command, c.Detail)));
        foreach (var keyword in (string[])["pipeline:", "batch:", "meta:"])
        {
            if (schema is null || !word.StartsWith(keyword, StringComparison.OrdinalIgnoreCase)) continue;
            var typed = word[keyword.Length..];
            suggestions.AddRange(schema.Parameters.Where(p => p.Type != ParameterType.Prompt && p.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(p => new PromptSuggestion($"{keyword}{p.Name}:", SuggestionKind.Parameter, p.Label)));
        }
        return new(start, end - start, [.. suggestions.Take(Most)]);
    }

    /// <summary>The bracket that is open at the caret; -1 outside tokens.</summary>
    static int OpenBracket(string text, int caret)
    {
        for (var i = caret - 1; i >= 0; i--)
        {
            if (i > 0 && text[i - 1] == '\\') continue;
            if (text[i] == '[') return i;
            if (text[i] is ']' or '\n') return -1;
        }
        return -1;
    }

    /// <summary>What the tokens before the caret name, the nearest first.</summary>
    static IEnumerable<string> NamesIn(string before)
    {
        var syntax = Syntax.PromptSyntax.Read(before, "prompt", commands: true, new DiagnosticBag());
        return syntax.Batches[^1].Tokens.Where(t => !t.IsReference).SelectMany(t => t.Options).Select(o => Syntax.Marks.Render(o.Text)).Where(n => n.Length > 0).Reverse();
    }

    /// <summary>Names that begin with what was typed, then those where a part of the name does, then those that contain it.</summary>
    static IEnumerable<string> Ranked(IEnumerable<string> names, string typed) => names
        .Select(name => (Name: name, Rank: Rank(name, typed)))
        .Where(n => n.Rank < 3)
        .OrderBy(n => n.Rank).ThenBy(n => n.Name, StringComparer.OrdinalIgnoreCase)
        .Select(n => n.Name);

    static int Rank(string name, string typed)
    {
        var at = name.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
        return at switch
        {
            < 0 => 3,
            0 => 0,
            _ => name[at - 1] is '/' or '_' or '-' or ' ' ? 1 : 2,
        };
    }

    static string Values(IReadOnlyList<string>? values)
    {
        if (values is not { Count: > 0 }) return "no values";
        var shown = string.Join(", ", values.Take(3).Select(v => v.Length > 40 ? v[..40] + "..." : v));
        return values.Count > 3 ? $"{shown}, {values.Count - 3} more" : shown;
    }
}
