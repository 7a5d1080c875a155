using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ArtFactory.Engine.Expansion.Dialects;

/// <summary>
/// Reads lists out of YAML (and JSON, which is YAML) as a stream of events: nothing is built that a crafted file could blow up,
/// and references are not followed.
/// </summary>
static class YamlWildcards
{
    const int MostDepth = 32;

    /// <summary>The parser takes the square of the depth in time, so a flood of brackets is refused before it.</summary>
    const int MostBrackets = 1000;

    public static void Read(string fileKey, string text, WildcardCollector collector)
    {
        if (Depth(text) > MostBrackets)
        {
            collector.Refuse("This file nests deeper than any list of values does.");
            return;
        }
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            while (!parser.TryConsume<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                // A bare list is named by its file, lists with names by these.
                ReadNode(parser, parser.Accept<MappingStart>(out _) ? "" : fileKey, collector, 0);
                parser.Consume<DocumentEnd>();
            }
        }
        catch (Exception e) when (e is YamlException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            var at = e is YamlException yaml ? (int)Math.Clamp(yaml.Start.Index, 0, text.Length) : text.Length;
            collector.Refuse($"This is not YAML: {e.Message}", new(at, 0));
        }
    }

    static void ReadNode(Parser parser, string key, WildcardCollector collector, int depth)
    {
        if (depth > MostDepth || collector.IsFull)
        {
            if (depth > MostDepth) collector.Skip($"Lists nested deeper than {MostDepth} are left out.", Span(parser.Current));
            parser.SkipThisAndNestedEvents();
        }
        else if (parser.TryConsume<Scalar>(out var scalar)) Add(key, scalar, collector);
        else if (parser.TryConsume<SequenceStart>(out _)) ReadList(parser, key, collector);
        else if (parser.TryConsume<MappingStart>(out _)) ReadNames(parser, key, collector, depth);
        else
        {
            collector.Skip("References within the file are not followed; write the values out.", Span(parser.Current));
            parser.SkipThisAndNestedEvents();
        }
    }

    static void ReadList(Parser parser, string key, WildcardCollector collector)
    {
        collector.Open(key);
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var scalar))
            {
                Add(key, scalar, collector);
                continue;
            }
            collector.Skip("A list takes plain values; what is nested in this one is left out.", Span(parser.Current));
            parser.SkipThisAndNestedEvents();
        }
    }

    static void ReadNames(Parser parser, string key, WildcardCollector collector, int depth)
    {
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var name) && name.Value.Trim() is { Length: > 0 } part)
            {
                ReadNode(parser, key.Length == 0 ? part : $"{key}/{part}", collector, depth + 1);
                continue;
            }
            if (name is null)
            {
                collector.Skip("A name must be plain text; this one and what it names are left out.", Span(parser.Current));
                parser.SkipThisAndNestedEvents();
            }
            parser.SkipThisAndNestedEvents();
        }
    }

    static void Add(string key, Scalar scalar, WildcardCollector collector)
    {
        var value = scalar.Value.Trim();
        // "- " with nothing after it is a slip, "- ''" is the empty value.
        if (value.Length > 0 || scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) collector.Add(key, value, Span(scalar));
    }

    static int Depth(string text)
    {
        var depth = 0;
        var most = 0;
        foreach (var c in text)
        {
            if (c is '[' or '{') most = Math.Max(most, ++depth);
            else if (c is ']' or '}') depth--;
        }
        return most;
    }

    static TextSpan Span(ParsingEvent? at) => at is null ? default : new((int)at.Start.Index, (int)Math.Max(0, at.End.Index - at.Start.Index));
}
