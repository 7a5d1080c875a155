using System.Globalization;
using System.Text.RegularExpressions;

namespace ArtFactory.Engine.Expansion.Dialects;

/// <summary>Reads the wildcard dialect: <c>__name__</c>, <c>{a|b}</c>, <c>{2$$a|b}</c>, <c>{0.5::a|b}</c>.</summary>
sealed partial class DialectReader
{
    const int MostDepth = 24;
    readonly string _text;
    readonly int[] _close;
    readonly DiagnosticBag _diagnostics;

    DialectReader(string text, DiagnosticBag diagnostics)
    {
        _text = text;
        _diagnostics = diagnostics;
        _close = new int[text.Length];
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{') open.Push(i);
            else if (text[i] == '}' && open.TryPop(out var start)) _close[start] = i;
        }
    }

    public static IReadOnlyList<DialectNode> Read(string text, DiagnosticBag diagnostics) => new DialectReader(text, diagnostics).Sequence(0, text.Length, 0);

    List<DialectNode> Sequence(int start, int end, int depth)
    {
        var nodes = new List<DialectNode>();
        var plain = start;
        for (var i = start; i < end; i++)
        {
            var (node, next) = _text[i] switch
            {
                '_' => Wildcard(i, end),
                '{' => Variant(i, depth),
                _ => (null, i),
            };
            if (next > i && node is null)
            {
                i = next - 1;
                continue;
            }
            if (node is null) continue;
            AddText(nodes, plain, i);
            nodes.Add(node);
            plain = next;
            i = next - 1;
        }
        AddText(nodes, plain, end);
        return nodes;
    }

    void AddText(List<DialectNode> nodes, int start, int end)
    {
        if (end > start) nodes.Add(new DialectNode.Text(_text[start..end], new(start, end - start)));
    }

    (DialectNode? Node, int Next) Wildcard(int start, int end)
    {
        var match = WildcardForm().Match(_text, start, end - start);
        if (!match.Success) return (null, start);
        var span = new TextSpan(start, match.Length);
        var name = match.Groups["name"].Value;
        if (!name.AsSpan().ContainsAny("*?(")) return (new DialectNode.Wildcard(name, span), start + match.Length);
        _diagnostics.Warn("dialect-kept", "A wildcard with a pattern or arguments has no counterpart and stays as text; name one lookup.", "prompt", span);
        return (null, start + match.Length);
    }

    (DialectNode? Node, int Next) Variant(int start, int depth)
    {
        var close = _close[start];
        if (close == 0) return (null, start);
        if (start > 0 && _text[start - 1] == '$')
        {
            _diagnostics.Warn("dialect-kept", "A variable has no counterpart and stays as text; use a token and a back reference.", "prompt", new(start - 1, close - start + 2));
            return (null, close + 1);
        }
        var from = start + 1;
        var draw = Draw(ref from, close, start);
        var pieces = Pieces(from, close);
        // {word} alone is emphasis in another dialect.
        if (pieces.Count == 1 && draw is null) return (null, start);
        if (depth == MostDepth)
        {
            _diagnostics.Warn("dialect-kept", "Braces nested this deep stay as text.", "prompt", new(start, close - start + 1));
            return (null, close + 1);
        }
        var weighted = false;
        var options = new List<IReadOnlyList<DialectNode>>(pieces.Count);
        foreach (var (pieceStart, pieceEnd) in pieces)
        {
            var weight = WeightForm().Match(_text, pieceStart, pieceEnd - pieceStart);
            weighted |= weight.Success;
            options.Add(Sequence(pieceStart + weight.Length, pieceEnd, depth + 1));
        }
        return (new DialectNode.Variant(options, draw, weighted, new(start, close - start + 1)), close + 1);
    }

    int? Draw(ref int from, int close, int start)
    {
        var match = DrawForm().Match(_text, from, close - from);
        if (!match.Success) return null;
        from += match.Length;
        var number = int.TryParse(match.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Max(n, 1) : 1;
        if (match.Groups["most"].Success)
            _diagnostics.Warn("dialect-changed", $"A token draws a fixed number of options; {number} is taken of \"{match.Value}\".", "prompt", new(start, match.Length + 1));
        return number;
    }

    /// <summary>The stretches between the bars of this level.</summary>
    List<(int Start, int End)> Pieces(int from, int close)
    {
        var pieces = new List<(int, int)>();
        var start = from;
        for (var i = from; i < close; i++)
        {
            if (_text[i] == '{' && _close[i] > 0) i = _close[i];
            else if (_text[i] == '|')
            {
                pieces.Add((start, i));
                start = i + 1;
            }
        }
        pieces.Add((start, close));
        return pieces;
    }

    [GeneratedRegex(@"\G__(?<name>[\p{L}\p{N}\-./*?][\p{L}\p{N}\-./*?]*(?:_[\p{L}\p{N}\-./*?]+)*(?:\([^()\n]{0,100}\))?)__", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WildcardForm();

    [GeneratedRegex(@"\G\s*[0-9]{1,9}(\.[0-9]{1,9})?::", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WeightForm();

    [GeneratedRegex(@"\G\s*(?<count>[0-9]{1,9})?(?<most>-[0-9]{0,9})?\$\$([^|{}$]{0,100}\$\$)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DrawForm();
}
