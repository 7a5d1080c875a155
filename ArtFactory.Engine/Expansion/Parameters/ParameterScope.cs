using ArtFactory.Engine.Expansion.Syntax;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>What is set at one level of the expansion; a level within inherits it and may set it anew.</summary>
sealed class ParameterScope
{
    readonly Resolver _resolver;
    readonly Dictionary<string, ParameterEntry> _entries;
    ParameterSpace? _space;

    ParameterScope(Resolver resolver, Dictionary<string, ParameterEntry> entries)
    {
        _resolver = resolver;
        _entries = entries;
    }

    /// <summary>The outermost level: what was typed into the form.</summary>
    public static ParameterScope Create(ParameterSchema? schema, IReadOnlyDictionary<string, string> parameters, ulong seed, DiagnosticBag diagnostics)
    {
        var scope = new ParameterScope(new(schema, seed), new(StringComparer.OrdinalIgnoreCase));
        // Sorted, because the order of the items must not hang on how a dictionary was stored.
        foreach (var (name, raw) in parameters.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Key, StringComparer.Ordinal))
        {
            var span = new TextSpan(0, raw.Length);
            if (!scope.TryName(name, name, span, diagnostics, out var spec)) continue;
            var key = spec?.Name ?? name;
            if (scope._entries.TryGetValue(key, out var other))
            {
                diagnostics.Warn("same-parameter", $"{other.Field} and {name} are the same parameter; {key} counts.", name, span);
                if (other.Field.Equals(key, StringComparison.OrdinalIgnoreCase)) continue;
            }
            scope._entries[key] = new(key, spec, Marks.Clean(raw), name, span, InPrompt: false);
        }
        return scope;
    }

    /// <summary>A level within this one.</summary>
    public ParameterScope With(IEnumerable<CommandSyntax> commands, DiagnosticBag? diagnostics)
    {
        Dictionary<string, ParameterEntry>? entries = null;
        HashSet<string>? seen = null;
        foreach (var command in commands)
        {
            if (!TryName(command.Name, command.Field, command.Span, diagnostics, out var spec)) continue;
            var key = spec?.Name ?? command.Name;
            entries ??= new(_entries, StringComparer.OrdinalIgnoreCase);
            if (!(seen ??= new(StringComparer.OrdinalIgnoreCase)).Add(key))
                diagnostics?.Warn("command-repeated", $"{key} is set more than once here; the last one counts.", command.Field, command.Span);
            entries[key] = new(key, spec, command.Value, command.Field, command.ValueSpan, InPrompt: true);
        }
        return entries is null ? this : new(_resolver, entries);
    }

    /// <summary>Everything that is set, read and resolved.</summary>
    public ParameterSpace ToSpace(DiagnosticBag? diagnostics)
    {
        if (_space is not null) return _space;
        var entries = _entries.Values.ToList();
        if (_resolver.Schema is { } schema)
        {
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var spec in schema.Parameters) places.TryAdd(spec.Name, places.Count);
            entries.Sort((a, b) => places.GetValueOrDefault(a.Name).CompareTo(places.GetValueOrDefault(b.Name)));
        }
        var axes = entries.Select(_resolver.Axis).ToArray();
        foreach (var axis in axes) diagnostics?.AddRange(axis.Diagnostics);
        return _space = new(axes, _resolver.Seed);
    }

    bool TryName(string name, string field, TextSpan span, DiagnosticBag? diagnostics, out ParameterSpec? spec)
    {
        spec = null;
        if (name.Equals("prompt", StringComparison.OrdinalIgnoreCase) || name.Equals("negative_prompt", StringComparison.OrdinalIgnoreCase))
        {
            diagnostics?.Warn("prompt-as-parameter", $"{name} has a field of its own and is not set as a parameter; this is left out.", field, span);
            return false;
        }
        if (_resolver.Schema is not { } schema) return true;
        spec = schema.Find(name);
        if (spec is null) diagnostics?.Warn("unknown-parameter", $"This model has no parameter \"{name}\"; it is left out.", field, span);
        return spec is not null;
    }

    /// <summary>What all levels share: the schema, the seed, and what was read before.</summary>
    sealed class Resolver(ParameterSchema? schema, ulong seed)
    {
        const int MostKept = 10_000;
        readonly Dictionary<ParameterEntry, ParameterAxis> _axes = new(ReferenceEqualityComparer.Instance);

        public ParameterSchema? Schema { get; } = schema;

        public ulong Seed { get; } = seed;

        public ParameterAxis Axis(ParameterEntry entry)
        {
            lock (_axes)
            {
                if (_axes.TryGetValue(entry, out var known)) return known;
                var axis = AxisReader.Read(entry);
                if (_axes.Count < MostKept) _axes.Add(entry, axis);
                return axis;
            }
        }
    }
}
