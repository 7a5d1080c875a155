using System.Globalization;
using System.Text;
using ArtFactory.Engine.Expansion.Dialects;

namespace ArtFactory.Engine.Expansion;

/// <summary>Turns prompts written for wildcard tools into our tokens: <c>__name__</c> into <c>[name]</c>, <c>{a|b}</c> into <c>[a,b]</c>.</summary>
public static class DialectTranslator
{
    /// <summary>The code of the remark that a prompt holds the notation of another tool.</summary>
    public const string RemarkCode = "foreign-dialect";

    const int MostOptions = 200;

    /// <summary>Whether the text holds something that <see cref="Translate"/> would change.</summary>
    public static bool IsForeign(string text) => text.AsSpan().IndexOfAny("{_") >= 0 && Translate(text).Changed;

    /// <summary>Where the first notation of another tool stands; null when there is none.</summary>
    internal static TextSpan? FirstIn(string text)
    {
        if (text.AsSpan().IndexOfAny("{_") < 0) return null;
        foreach (var node in DialectReader.Read(text, new DiagnosticBag()))
            if (node is not DialectNode.Text) return node.Span;
        return null;
    }

    /// <summary>Writes in our notation what can be; the rest stays as it is, with a remark.</summary>
    public static DialectTranslation Translate(string text)
    {
        var diagnostics = new DiagnosticBag();
        var result = new StringBuilder(text.Length);
        var lookups = new List<string>();
        var changed = false;
        foreach (var node in DialectReader.Read(text, diagnostics))
        {
            var token = node switch
            {
                DialectNode.Wildcard wildcard => Token([wildcard.Name], null),
                DialectNode.Variant variant => Token(variant, diagnostics),
                _ => null,
            };
            changed |= token is not null;
            result.Append(token ?? text.AsSpan(node.Span.Start, node.Span.Length));
            if (token is not null) Collect(node, lookups);
        }
        return new(changed ? result.ToString() : text, changed, lookups, diagnostics.ToImmutable());
    }

    static string? Token(DialectNode.Variant variant, DiagnosticBag diagnostics)
    {
        var options = new List<string>();
        foreach (var option in variant.Options)
        {
            if (Options(option, diagnostics) is { } more) options.AddRange(more);
            else
            {
                diagnostics.Warn("dialect-kept", "An option that mixes a wildcard with text has no counterpart; this stays as text. Make it a lookup whose values are whole options.", "prompt", variant.Span);
                return null;
            }
            if (options.Count <= MostOptions) continue;
            diagnostics.Warn("dialect-kept", $"This gives more than {MostOptions} options and stays as text; make it a lookup.", "prompt", variant.Span);
            return null;
        }
        if (variant.Weighted) diagnostics.Warn("dialect-weights", "The weights are lost: a token takes every option.", "prompt", variant.Span);
        if (variant.Draw is { } draw && draw > 1) diagnostics.Warn("dialect-changed", "The picked options become items of their own here, and are not joined in one prompt.", "prompt", variant.Span);
        return Token(options, variant.Draw);
    }

    /// <summary>The options that one option gives; null when a token cannot say it.</summary>
    static List<string>? Options(IReadOnlyList<DialectNode> parts, DiagnosticBag diagnostics)
    {
        var said = parts.Where(p => p is not DialectNode.Text text || !string.IsNullOrWhiteSpace(text.Value)).ToArray();
        if (said is [DialectNode.Wildcard wildcard]) return [wildcard.Name];
        List<string> options = [""];
        foreach (var part in parts)
        {
            List<string>? ends = part switch
            {
                DialectNode.Text text => [Escape(text.Value)],
                DialectNode.Variant { Draw: null or 1 } variant => Spread(variant, said.Length > 1, diagnostics),
                _ => null,
            };
            if (ends is null) return null;
            if ((long)options.Count * ends.Count > MostOptions) return null;
            options = [.. options.SelectMany(o => ends.Select(e => o + e))];
        }
        return [.. options.Select(o => o.Trim())];
    }

    static List<string>? Spread(DialectNode.Variant variant, bool inText, DiagnosticBag diagnostics)
    {
        var spread = new List<string>();
        foreach (var option in variant.Options)
        {
            // Next to text a lookup's name would be text too.
            if (inText && option.Any(p => p is DialectNode.Wildcard)) return null;
            if (Options(option, diagnostics) is not { } more) return null;
            spread.AddRange(more);
            if (spread.Count > MostOptions) return null;
        }
        if (variant.Weighted) diagnostics.Warn("dialect-weights", "The weights are lost: a token takes every option.", "prompt", variant.Span);
        return spread;
    }

    static string Token(List<string> options, int? draw)
    {
        var last = options[^1];
        var colon = last.LastIndexOf(':');
        // A number after a colon at the end would read as a draw.
        if (draw is null && colon >= 0 && colon < last.Length - 1 && !last.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
            options[^1] = last.Insert(colon, "\\");
        return $"[{string.Join(',', options)}{(draw is { } n ? ":" + n.ToString(CultureInfo.InvariantCulture) : "")}]";
    }

    static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("[],") < 0) return text;
        var builder = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '[' or ']' or ',' && (i == 0 || text[i - 1] != '\\')) builder.Append('\\');
            builder.Append(text[i]);
        }
        return builder.ToString();
    }

    static void Collect(DialectNode node, List<string> lookups)
    {
        if (node is DialectNode.Wildcard wildcard && !lookups.Contains(wildcard.Name, StringComparer.OrdinalIgnoreCase)) lookups.Add(wildcard.Name);
        if (node is not DialectNode.Variant variant) return;
        foreach (var part in variant.Options.SelectMany(o => o)) Collect(part, lookups);
    }
}
