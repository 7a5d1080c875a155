using System.Globalization;

namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>Reads the tokens of a batch, and replaces escapes by marks.</summary>
static class TokenScanner
{
    /// <summary>More tokens than this in one batch stay as text: no person types them, and no computer could use them.</summary>
    const int MostTokens = 1000;

    public static SourceText Read(SourceText text, List<TokenSyntax> tokens, DiagnosticBag diagnostics)
    {
        var builder = text.Rebuild();
        for (var i = 0; i < text.Length; i++)
        {
            var origin = text.Span(i, 1).Start;
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && Marks.Escaped(text[i + 1]) is { } mark:
                    builder.Append(mark, origin);
                    i++;
                    break;
                case '[' when Close(text, i, diagnostics) is { } close:
                    if (tokens.Count < MostTokens)
                    {
                        tokens.Add(ReadToken(text, i, close, diagnostics));
                        builder.Append(Marks.Slot, origin);
                    }
                    else
                    {
                        diagnostics.Error("too-many-tokens", $"A batch takes at most {MostTokens} tokens; this one and those after it stay as text.", text.Field, text.Span(i, close - i + 1));
                        builder.Append(text, i, close - i + 1);
                    }
                    i = close;
                    break;
                case '[':
                    builder.Append(Marks.OpenBracket, origin);
                    break;
                case ']':
                    diagnostics.Warn("stray-bracket", "This ] closes nothing and stays as text; write \\] if that is meant.", text.Field, text.Span(i, 1));
                    builder.Append(Marks.CloseBracket, origin);
                    break;
                default:
                    builder.Append(text[i], origin);
                    break;
            }
        }
        return builder.Build();
    }

    static int? Close(SourceText text, int open, DiagnosticBag diagnostics)
    {
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == ']') return i;
            if (text[i] == '\\' && i + 1 < text.Length && Marks.Escaped(text[i + 1]) is not null) i++;
            else if (text[i] == '[')
            {
                diagnostics.Error("unclosed-token", "This [ is not closed before the next one, and tokens cannot stand in tokens; close it, make a lookup of the inner one, or write \\[ for a bracket.", text.Field, text.Span(open, 1));
                return null;
            }
        }
        diagnostics.Error("unclosed-token", "This [ is never closed; add a ], or write \\[ for a bracket.", text.Field, text.Span(open, 1));
        return null;
    }

    static TokenSyntax ReadToken(SourceText text, int open, int close, DiagnosticBag diagnostics)
    {
        var span = text.Span(open, close - open + 1);
        var start = open + 1;
        var end = close;
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (start < end && text[start] == '=') return ReadReference(text, start + 1, end, span, diagnostics);

        var draw = ReadDraw(text, start, ref end, span, diagnostics);
        var options = new List<OptionSyntax>();
        var optionStart = start;
        for (var i = start; i <= end; i++)
        {
            if (i < end && text[i] == '\\' && i + 1 < end && Marks.Escaped(text[i + 1]) is not null) i++;
            else if (i == end || text[i] == ',')
            {
                options.Add(ReadOption(text, optionStart, i));
                optionStart = i + 1;
            }
        }
        if (options is [{ Text: "" }])
            diagnostics.Warn("empty-token", "This token has no option and leaves nothing; write the options between the brackets.", text.Field, span);
        if (draw is not null && options.Count > 1) WarnOfRatios(text, options, draw.Value, span, diagnostics);
        return new(text.Field, span, Mark(text, start, end), options, draw, IsReference: false);
    }

    static TokenSyntax ReadReference(SourceText text, int start, int end, TextSpan span, DiagnosticBag diagnostics)
    {
        var name = ReadOption(text, start, end);
        if (name.Text.Length == 0)
            diagnostics.Error("empty-reference", "This back reference names nothing; write [=name] with the name of a lookup used before it.", text.Field, span);
        return new(text.Field, span, name.Text, [name], null, IsReference: true);
    }

    static OptionSyntax ReadOption(SourceText text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return new(Mark(text, start, end), text.Span(start, end - start));
    }

    static int? ReadDraw(SourceText text, int start, ref int end, TextSpan span, DiagnosticBag diagnostics)
    {
        var colon = end - 1;
        while (colon >= start && char.IsAsciiDigit(text[colon])) colon--;
        if (colon < start || colon == end - 1 || text[colon] != ':') return null;
        if (colon > start && text[colon - 1] == '\\') return null;
        var digits = text.Chars[(colon + 1)..end];
        var draw = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        end = colon;
        if (draw > 0) return draw;
        diagnostics.Error("draw-count", "A token draws at least one option; write :1 or more.", text.Field, span);
        return 1;
    }

    static void WarnOfRatios(SourceText text, List<OptionSyntax> options, int draw, TextSpan span, DiagnosticBag diagnostics)
    {
        // [16:9,4:3] reads as "draw 3 of 16:9 and 4", which nobody means.
        for (var i = 0; i < options.Count - 1; i++)
        {
            var option = options[i].Text;
            var colon = option.LastIndexOf(':');
            if (colon <= 0 || colon == option.Length - 1 || option.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9')) continue;
            diagnostics.Warn("draw-or-text", $":{draw} at the end draws {draw} of the options; write \\:{draw} if it belongs to the last one.", text.Field, span);
            return;
        }
    }

    static string Mark(SourceText text, int start, int end)
    {
        var chars = text.Chars[start..end];
        if (!chars.Contains('\\')) return chars.ToString();
        var builder = new System.Text.StringBuilder(chars.Length);
        for (var i = 0; i < chars.Length; i++)
        {
            if (chars[i] == '\\' && i + 1 < chars.Length && Marks.Escaped(chars[i + 1]) is { } mark)
            {
                builder.Append(mark);
                i++;
            }
            else builder.Append(chars[i]);
        }
        return builder.ToString();
    }
}
