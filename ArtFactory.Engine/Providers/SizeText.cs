using System.Globalization;

namespace ArtFactory.Engine.Providers;

/// <summary>A picture's size as a person writes it: <c>1024x768</c>.</summary>
static class SizeText
{
    /// <summary>Width and height; null when the text is no size.</summary>
    public static (int Width, int Height)? Read(string? text)
    {
        var at = text?.IndexOfAny(['x', 'X', '×', '*']) ?? -1;
        return at > 0 && TrySide(text![..at], out var width) && TrySide(text[(at + 1)..], out var height) ? (width, height) : null;
    }

    public static string Write(int width, int height) => string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");

    static bool TrySide(string text, out int side) => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out side) && side > 0;
}
