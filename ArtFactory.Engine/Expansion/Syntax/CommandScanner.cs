namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>Finds commands of one keyword, and cuts them out with the white space closed up.</summary>
static class CommandScanner
{
    public const string Meta = "meta:";
    public const string Batch = "batch:";
    public const string Pipeline = "pipeline:";

    /// <summary>The text without the commands, which are added to <paramref name="commands"/> in their order.</summary>
    public static SourceText Extract(SourceText text, string keyword, List<CommandSyntax> commands, DiagnosticBag? diagnostics)
    {
        var at = Find(text.Chars, keyword, 0);
        if (at < 0) return text;
        var builder = text.Rebuild();
        var copied = 0;
        var noBracketAfter = int.MaxValue;
        while (at >= 0)
        {
            if (!Read(text, keyword, at, ref noBracketAfter, out var end, out var command))
            {
                Remark(text, keyword, at, end, diagnostics);
                at = Find(text.Chars, keyword, at + keyword.Length);
                continue;
            }
            commands.Add(command!);
            builder.Append(text, copied, at - copied);
            copied = CloseUp(text, builder, end);
            at = Find(text.Chars, keyword, end);
        }
        builder.Append(text, copied, text.Length - copied);
        return builder.Build();
    }

    /// <summary>Where the keyword next begins a word; -1 if nowhere.</summary>
    public static int Find(ReadOnlySpan<char> text, string keyword, int from)
    {
        while (from < text.Length)
        {
            var at = text[from..].IndexOf(keyword, StringComparison.OrdinalIgnoreCase);
            if (at < 0) return -1;
            at += from;
            if (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '\\' or '-' or ':' or Marks.Colon)) return at;
            from = at + keyword.Length;
        }
        return -1;
    }

    static bool Read(SourceText text, string keyword, int at, ref int noBracketAfter, out int end, out CommandSyntax? command)
    {
        command = null;
        var chars = text.Chars;
        var nameStart = at + keyword.Length;
        end = nameStart;
        while (end < chars.Length && (char.IsLetterOrDigit(chars[end]) || chars[end] is '_' or '-' or '.')) end++;
        var name = chars[nameStart..end];
        if (name.IsEmpty || end == chars.Length || chars[end] != ':') return false;
        var valueStart = ++end;
        int valueEnd;
        if (Quoted(chars, valueStart) is { } close)
        {
            valueStart++;
            valueEnd = close;
            end = close + 1;
        }
        else
        {
            end = valueEnd = EndOfValue(chars, valueStart, ref noBracketAfter);
        }
        if (valueEnd == valueStart) return false;
        command = new(name.ToString(), Marks.Unrender(chars[valueStart..valueEnd]), text.Field, text.Span(at, end - at), text.Span(valueStart, valueEnd - valueStart));
        return true;
    }

    static int? Quoted(ReadOnlySpan<char> chars, int start)
    {
        if (start >= chars.Length || chars[start] != '"') return null;
        var close = chars[(start + 1)..].IndexOfAny('"', '\n');
        return close > 0 && chars[start + 1 + close] == '"' ? start + 1 + close : null;
    }

    /// <summary>A value ends at white space outside brackets, at a bracket it did not open, or at a separator; a last comma or stop belongs to the sentence.</summary>
    static int EndOfValue(ReadOnlySpan<char> chars, int start, ref int noBracketAfter)
    {
        var parentheses = 0;
        var i = start;
        for (; i < chars.Length; i++)
        {
            var c = chars[i];
            if (char.IsWhiteSpace(c) || c == ']') break;
            if (c == '\\' && i + 1 < chars.Length && !char.IsWhiteSpace(chars[i + 1])) i++;
            else if (c == '|' && i + 1 < chars.Length && chars[i + 1] == '|') break;
            else if (c == '(' && chars[i..].StartsWith("(&)", StringComparison.Ordinal)) break;
            else if (c == '(') parentheses++;
            else if (c == ')' && --parentheses < 0) break;
            else if (c == '[' && i < noBracketAfter)
            {
                var close = chars[i..].IndexOf(']');
                if (close < 0) noBracketAfter = i;
                else i += close;
            }
        }
        while (i > start && chars[i - 1] is ',' or ';' or '.' && !(i - 2 >= start && chars[i - 2] == '\\')) i--;
        return i;
    }

    /// <summary>Drops the white space that the command leaves double, at an edge, or before punctuation; returns where the text goes on.</summary>
    static int CloseUp(SourceText text, SourceText.Builder builder, int end)
    {
        var before = builder.Chars.TrimEnd().Length;
        // "a dog, pipeline:steps:4, running" has one comma too many without the command.
        if (end < text.Length && text[end] == ',' && (before == 0 || builder.Chars[before - 1] == ',')) end++;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        var spaceBefore = before < builder.Length;
        var spaceAfter = next > end;
        if (before == 0 || next == text.Length) builder.Truncate(before);
        else if (!spaceAfter && text[end] is ',' or '.' or ';' or '!' or '?' or ')') builder.Truncate(before);
        else if (spaceBefore && spaceAfter)
        {
            var keepAfter = text.Chars[end..next].Contains('\n') && !builder.Chars[before..].Contains('\n');
            if (!keepAfter) return next;
            builder.Truncate(before);
            return end;
        }
        else return end;
        return before == 0 ? next : end;
    }

    static void Remark(SourceText text, string keyword, int at, int end, DiagnosticBag? diagnostics)
    {
        // "batch: twelve" is prose; "pipeline:steps" and "pipeline:steps:" were meant as commands.
        if (diagnostics is null || end <= at + keyword.Length) return;
        var example = $"{keyword}name:value";
        if (text[end - 1] == ':')
            diagnostics.Error("incomplete-command", $"This command has no value; write {example}.", text.Field, text.Span(at, end - at));
        else
            diagnostics.Warn("incomplete-command", $"This looks like a command without a value and stays as text; write {example}, or {keyword[..^1]}\\: for the words.", text.Field, text.Span(at, end - at));
    }
}
