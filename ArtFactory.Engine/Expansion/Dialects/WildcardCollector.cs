using System.Text.RegularExpressions;

namespace ArtFactory.Engine.Expansion.Dialects;

/// <summary>Gathers the values of a wildcard file and says what is lost on the way.</summary>
sealed partial class WildcardCollector(string path)
{
    const int MostValues = 1_000_000;
    readonly DiagnosticBag _diagnostics = new();
    readonly List<string> _keys = [];
    readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<(string Key, string Value)> _seen = [];
    bool _weights;
    bool _markup;

    public bool IsFull => _seen.Count >= MostValues;

    public void Open(string key)
    {
        if (_values.TryAdd(key, [])) _keys.Add(key);
    }

    public void Add(string key, string value, TextSpan span)
    {
        if (IsFull)
        {
            _diagnostics.Error("too-many-values", $"A file gives at most {MostValues} values; split it.", path, span);
            return;
        }
        Open(key);
        var weight = WeightForm().Match(value);
        if (weight.Success)
        {
            value = value[weight.Length..].Trim();
            if (!_weights) _diagnostics.Warn("dialect-weights", "Weights are lost: a token takes every value.", path, span);
            _weights = true;
        }
        // A value that is a wildcard means the values of that lookup, and a lookup's name means just that.
        var translated = DialectTranslator.Translate(value);
        if (translated is { Changed: true, Lookups: [var only] } && translated.Text == $"[{only}]") value = only;
        else if (translated.Changed && !_markup)
        {
            _markup = true;
            _diagnostics.Warn("dialect-kept", "Choices within a value are not opened: the value stays as text. Make a value of each.", path, span);
        }
        if (_seen.Add((key.ToUpperInvariant(), value))) _values[key].Add(value);
        else _diagnostics.Inform("duplicate-value", $"\"{(value.Length > 60 ? value[..60] + "..." : value)}\" stands there more than once and is kept once.", path, span);
    }

    public void Skip(string message, TextSpan span) => _diagnostics.Warn("wildcard-skipped", message, path, span);

    public void Refuse(string message, TextSpan span = default) => _diagnostics.Error("wildcard-unreadable", message, path, span);

    public WildcardFile ToFile() => new([.. _keys.Select(k => new ImportedLookup(k, _values[k]))], _diagnostics.ToImmutable());

    [GeneratedRegex(@"^[0-9]{1,9}(\.[0-9]{1,9})?::", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WeightForm();
}
