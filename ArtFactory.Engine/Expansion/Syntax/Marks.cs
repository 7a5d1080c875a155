using System.Buffers;

namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>
/// Noncharacters of Unicode that stand for escaped characters and for tokens between the stages, so that
/// an escaped colon never makes a command. Text from outside that holds them gets U+FFFD instead.
/// </summary>
static class Marks
{
    public const char OpenBracket = '\uFDD0';
    public const char CloseBracket = '\uFDD1';
    public const char Comma = '\uFDD2';
    public const char Colon = '\uFDD3';

    /// <summary>The place of a token.</summary>
    public const char Slot = '\uFDD4';

    /// <summary>A space inside a token's value that stands in the value of a command, where a plain space would end it.</summary>
    public const char Space = '\uFDD5';

    static readonly SearchValues<char> All = SearchValues.Create("\uFDD0\uFDD1\uFDD2\uFDD3\uFDD4\uFDD5");

    /// <summary>The mark of an escaped character, or null if a backslash before it means nothing.</summary>
    public static char? Escaped(char c) => c switch
    {
        '[' => OpenBracket,
        ']' => CloseBracket,
        ',' => Comma,
        ':' => Colon,
        _ => null,
    };

    public static bool IsMark(char c) => c is >= OpenBracket and <= Space;

    /// <summary>The text as a person reads it; the same string where nothing is to change.</summary>
    public static string Render(string text) => text.AsSpan().IndexOfAny(All) < 0 ? text : Render(text.AsSpan());

    /// <summary>The text as a person reads it: marks become their characters.</summary>
    public static string Render(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(All) < 0) return text.ToString();
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = Plain(source[i]);
        });
    }

    /// <summary>The text as it was typed: marks become a backslash and their characters.</summary>
    public static string Unrender(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny(All) < 0) return text.ToString();
        var builder = new System.Text.StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (IsMark(c) && c != Space) builder.Append('\\');
            builder.Append(Plain(c));
        }
        return builder.ToString();
    }

    /// <summary>Outside text without the noncharacters that are used here.</summary>
    public static string Clean(string text) => text.AsSpan().IndexOfAny(All) < 0
        ? text
        : string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = IsMark(source[i]) ? '\uFFFD' : source[i];
        });

    static char Plain(char c) => c switch
    {
        OpenBracket => '[',
        CloseBracket => ']',
        Comma => ',',
        Colon => ':',
        Space => ' ',
        _ => c,
    };
}
