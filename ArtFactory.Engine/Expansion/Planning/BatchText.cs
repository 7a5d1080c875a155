using ArtFactory.Engine.Expansion.Combinations;
using ArtFactory.Engine.Expansion.Syntax;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>The text of one field of a batch, with a slot for each token that varies.</summary>
/// <param name="Template">Text and slots; what does not vary is already in it.</param>
/// <param name="Slots">For each slot the token whose choice fills it.</param>
sealed record BatchText(SourceText Template, int[] Slots)
{
    /// <summary>
    /// The slots whose values may decide where sub-prompts and commands begin and end. Without any, the text is cut once for
    /// all combinations; with some, each combination is cut anew.
    /// </summary>
    public HashSet<int> ShapingSlots(IReadOnlyList<OptionSet> tokens, bool commands)
    {
        var shaping = new HashSet<int>();
        var chars = Template.Chars;
        var slot = -1;
        var inCommand = -1;
        for (var i = 0; i < chars.Length; i++)
        {
            if (commands && inCommand < i && MayBeginCommand(chars, i)) inCommand = EndOfWord(chars, i);
            if (chars[i] != Marks.Slot) continue;
            slot++;
            var touchesBar = i > 0 && chars[i - 1] is '|' || i + 1 < chars.Length && chars[i + 1] is '|';
            var touchesCommand = commands && i + 1 < chars.Length && chars[(i + 1)..].StartsWith(CommandScanner.Pipeline, StringComparison.OrdinalIgnoreCase);
            if (touchesBar || touchesCommand || i < inCommand || tokens[Slots[slot]].Values.Any(v => Shapes(v, commands))) shaping.Add(slot);
        }
        return shaping;
    }

    /// <summary>The text of one combination, for the next stage.</summary>
    public SourceText Compose(IReadOnlyList<OptionSet> tokens, int[] choices)
    {
        if (Slots.Length == 0) return Template;
        var builder = Template.Rebuild();
        var slot = 0;
        var command = CommandScanner.Find(Template.Chars, CommandScanner.Pipeline, 0);
        var commandEnd = -1;
        for (var i = 0; i < Template.Length; i++)
        {
            if (i == command)
            {
                commandEnd = EndOfWord(Template.Chars, i);
                command = CommandScanner.Find(Template.Chars, CommandScanner.Pipeline, i + 1);
            }
            var origin = Template.Span(i, 1).Start;
            if (Template[i] != Marks.Slot)
            {
                builder.Append(Template[i], origin);
                continue;
            }
            var token = Slots[slot++];
            var value = tokens[token].Values[choices[token]];
            builder.Append(i < commandEnd ? KeptTogether(value) : value, origin);
        }
        return builder.Build();
    }

    static bool Shapes(string value, bool commands) =>
        value.Contains('|') || commands && value.Contains(CommandScanner.Pipeline, StringComparison.OrdinalIgnoreCase);

    static bool MayBeginCommand(ReadOnlySpan<char> chars, int at) =>
        chars[at] is 'p' or 'P' && chars[at..].StartsWith(CommandScanner.Pipeline, StringComparison.OrdinalIgnoreCase);

    static int EndOfWord(ReadOnlySpan<char> chars, int start)
    {
        while (start < chars.Length && !char.IsWhiteSpace(chars[start])) start++;
        return start;
    }

    /// <summary>White space in a token's value does not end the command that the token stands in.</summary>
    static string KeptTogether(string value) => value.Any(char.IsWhiteSpace)
        ? string.Create(value.Length, value, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsWhiteSpace(source[i]) ? Marks.Space : source[i];
        })
        : value;
}
