using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>Reads the interpolation notation of one parameter.</summary>
static class AxisReader
{
    const int MostTerms = 100_000;

    public static ParameterAxis Read(ParameterEntry entry)
    {
        var diagnostics = new List<Diagnostic>();
        var terms = Terms(entry, diagnostics);
        return new(entry.Name, entry.Spec, terms, diagnostics, entry.Field, entry.Span);
    }

    static List<ParameterTerm> Terms(ParameterEntry entry, List<Diagnostic> diagnostics)
    {
        var spec = entry.Spec;
        var raw = entry.Raw;
        if (spec is { TakesSeveral: false })
        {
            var text = spec.Type is ParameterType.Text or ParameterType.Prompt ? raw : raw.Trim();
            return [Single(entry.InPrompt ? Unescape(text, "[],:") : text, entry, diagnostics)];
        }
        var whole = raw.Trim();
        if (whole.Length == 0) return [Single(whole, entry, diagnostics)];
        if (spec is { Type: ParameterType.Choice } && spec.Options.Any(o => o.Value == whole)) return [Single(whole, entry, diagnostics)];

        var terms = new List<ParameterTerm>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var blank = false;
        string? twice = null;
        foreach (var part in Split(whole, ','))
        {
            var text = part.Trim();
            if (text.Length == 0)
            {
                blank = true;
                continue;
            }
            if (terms.Count >= MostTerms)
            {
                diagnostics.Add(Remark(entry, Severity.Error, "too-many-values", $"{entry.Name} lists more than {MostTerms} values; write a range such as 1..{MostTerms}."));
                break;
            }
            if (!seen.Add(text)) twice ??= text;
            if (BatchSplit.Of(text, spec) is { } split)
            {
                diagnostics.Add(Remark(entry, Severity.Info, "batch-split", split.Words(entry.Name)));
                terms.AddRange(split.Counts.Select(count => Single(count, entry, diagnostics)));
                continue;
            }

            terms.Add(Term(text, entry, diagnostics));
        }
        if (twice is not null) diagnostics.Add(Remark(entry, Severity.Warning, "duplicate-value", $"{entry.Name} names {twice} more than once, and each makes items of its own."));
        if (blank) diagnostics.Add(Remark(entry, Severity.Warning, "empty-value", $"{entry.Name} has an empty place between its commas, which is left out; write \\, for a comma in a value."));
        return terms.Count > 0 ? terms : [Single("", entry, diagnostics)];
    }

    static ParameterTerm Term(string text, ParameterEntry entry, List<Diagnostic> diagnostics)
    {
        var alternatives = Split(text, '|');
        if (alternatives.Count == 1) return RangeOrValue(text, entry, diagnostics);
        var read = alternatives.Select(a => a.Trim()).Where(a => a.Length > 0).Select(a => RangeOrValue(a, entry, diagnostics)).ToArray();
        return read.Length switch
        {
            0 => Single("", entry, diagnostics),
            1 => read[0],
            _ => new(null, Alternatives: read),
        };
    }

    static ParameterTerm RangeOrValue(string text, ParameterEntry entry, List<Diagnostic> diagnostics)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots <= 0 || entry.Spec is not (null or { Type: ParameterType.Integer or ParameterType.Number })) return Single(Unescape(text, ",|[]:"), entry, diagnostics);
        var rest = text[(dots + 2)..];
        var colon = rest.IndexOf(':');
        var step = entry.Spec?.Step ?? 1;
        if (!ValueConverter.TryNumber(text[..dots].Trim(), out var from)
            || !ValueConverter.TryNumber((colon < 0 ? rest : rest[..colon]).Trim(), out var to)
            || colon >= 0 && !ValueConverter.TryNumber(rest[(colon + 1)..].Trim(), out step))
        {
            if (entry.Spec is not null)
                diagnostics.Add(Remark(entry, Severity.Error, "bad-range", $"\"{text}\" is not a range; write it like 10..20 or 10..20:5."));
            return entry.Spec is null ? Single(Unescape(text, ",|[]:"), entry, diagnostics) : new(new(text, default, $"{entry.Name}: \"{text}\" is not a range."));
        }
        var range = NumberRange.Create(from, to, step, out var error);
        if (range is null)
        {
            diagnostics.Add(Remark(entry, Severity.Error, "bad-range", error!));
            return new(new(text, default, error));
        }
        RemarkOnEnds(range, text, entry, diagnostics);
        return new(null, range);
    }

    /// <summary>Values between two that serve do serve, but for whole numbers, where the second tells about the step.</summary>
    static void RemarkOnEnds(NumberRange range, string text, ParameterEntry entry, List<Diagnostic> diagnostics)
    {
        foreach (var index in (Int128[])[0, range.Count > 1 ? 1 : 0, range.Count - 1])
        {
            if (ValueConverter.Convert(ValueConverter.Plain(range.At(index)), entry.Spec).Error is not { } error) continue;
            diagnostics.Add(Remark(entry, Severity.Error, "bad-value", $"Not every value of {text} serves: {error}"));
            return;
        }
    }

    static ParameterTerm Single(string text, ParameterEntry entry, List<Diagnostic> diagnostics)
    {
        var value = ValueConverter.Convert(text, entry.Spec);
        if (value.Error is { } error) diagnostics.Add(Remark(entry, Severity.Error, "bad-value", error));
        return new(value);
    }

    public static Diagnostic Remark(ParameterEntry entry, Severity severity, string code, string message) =>
        new(severity, code, message, entry.Field, entry.Span.Start, entry.Span.Length);

    static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or '|') i++;
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }

    static string Unescape(string text, string escapable)
    {
        if (!text.Contains('\\')) return text;
        var builder = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && escapable.Contains(text[i + 1])) i++;
            builder.Append(text[i]);
        }
        return builder.ToString();
    }
}
