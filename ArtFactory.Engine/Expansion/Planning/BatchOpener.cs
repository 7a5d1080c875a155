using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>Opens the tokens of one batch and settles its back references.</summary>
sealed class BatchOpener(LookupOpener lookups, DiagnosticBag diagnostics)
{
    readonly List<OptionSet> _sets = [];
    readonly List<TokenSyntax> _tokens = [];
    readonly List<string?> _names = [];
    readonly Dictionary<string, int> _lastNaming = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    readonly HashSet<(string, string)> _drawn = [];

    /// <summary>For each token the name of its choice; null when it gives none.</summary>
    public string?[] ChoiceNames => [.. _names];

    /// <param name="batch">The text.</param>
    /// <param name="firstOrdinal">The number of its first token among those of the field, which draws depend on.</param>
    public BatchText Open(BatchSyntax batch, int firstOrdinal)
    {
        var slots = new List<int>();
        var builder = batch.Template.Rebuild();
        var next = 0;
        for (var i = 0; i < batch.Template.Length; i++)
        {
            var origin = batch.Template.Span(i, 1).Start;
            if (batch.Template[i] != Marks.Slot)
            {
                builder.Append(batch.Template[i], origin);
                continue;
            }
            var token = batch.Tokens[next];
            var (index, text) = token.IsReference ? Refer(token) : (Choose(token, firstOrdinal + next), null);
            next++;
            if (text is not null) builder.Append(text, origin);
            else
            {
                builder.Append(Marks.Slot, origin);
                slots.Add(index);
            }
        }
        return new(builder.Build(), [.. slots]);
    }

    /// <summary>The combinations of all that was opened.</summary>
    public CombinationSpace ToSpace()
    {
        var space = new CombinationSpace([.. _sets]);
        foreach (var component in space.Components)
            if (component.Exact && component.Count.IsZero) Blame(component);
        return space;
    }

    int Choose(TokenSyntax token, int ordinal)
    {
        var set = lookups.Open(token);
        if (token.Draw is { } draw) set = lookups.Draw(set, draw, ordinal, _drawn);
        var index = _sets.Count;
        _sets.Add(set);
        _tokens.Add(token);
        _names.Add(NameOf(token, set));
        foreach (var option in token.Options) _lastNaming[Marks.Render(option.Text)] = index;
        return index;
    }

    (int Token, string? Text) Refer(TokenSyntax reference)
    {
        var name = Marks.Render(reference.Content);
        if (name.Length > 0 && _lastNaming.TryGetValue(name, out var token)) return (token, null);
        if (lookups.FirstValue(reference) is { } first)
        {
            diagnostics.Warn("early-reference", $"No token before this names \"{name}\", so its first value is taken; put [{name}] before it.", reference.Field, reference.Span);
            return (-1, first);
        }
        if (name.Length > 0)
            diagnostics.Error("unknown-reference", $"No token before this names \"{name}\", and there is no such lookup; put [{name}] before it, or make the lookup.", reference.Field, reference.Span);
        return (-1, reference.Content);
    }

    string? NameOf(TokenSyntax token, OptionSet set)
    {
        // A single literal is no choice.
        if (token is { Draw: null, Options.Count: 1 } && set.Count <= 1 && lookups.Named(Marks.Render(token.Content)) is null) return null;
        var name = Marks.Render(token.Content);
        var use = _uses[name] = _uses.GetValueOrDefault(name) + 1;
        return use == 1 ? name : $"{name}#{use}";
    }

    /// <summary>Names the lookup that has fewer values than uses.</summary>
    void Blame(Component component)
    {
        (string Name, int Uses, int Values, TokenSyntax At)? worst = null;
        foreach (var group in component.Tokens.SelectMany(t => _sets[t].Groups).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            var bound = component.Tokens.Where(t => Array.TrueForAll(_sets[t].Groups, g => g == group)).ToArray();
            if (bound.Length == 0) continue;
            var values = bound.SelectMany(t => _sets[t].Rendered).Distinct(StringComparer.Ordinal).Count();
            if (worst is null || bound.Length - values > worst.Value.Uses - worst.Value.Values)
                worst = (group, bound.Length, values, _tokens[bound[^1]]);
        }
        var last = worst?.At ?? _tokens[component.Tokens[^1]];
        var name = last.Options.Select(o => Marks.Render(o.Text)).FirstOrDefault(o => o.Equals(worst?.Name, StringComparison.OrdinalIgnoreCase)) ?? Marks.Render(last.Content);
        var message = worst is { } w && w.Uses > w.Values
            ? $"The lookup \"{name}\" has {w.Values} {(w.Values == 1 ? "value" : "values")} here and is used {w.Uses} times, and never gives the same value twice; add values, or use an alias such as [{name}_1]."
            : $"The lookup \"{name}\" has too few values for all its uses, because it never gives the same value twice; add values, or use an alias such as [{name}_1].";
        diagnostics.Error("lookup-exhausted", message, last.Field, last.Span);
    }
}
