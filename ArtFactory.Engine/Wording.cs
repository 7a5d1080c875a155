namespace ArtFactory.Engine;

/// <summary>Checks names and texts that people give.</summary>
static class Wording
{
    /// <summary>The name without spaces around it.</summary>
    /// <exception cref="InvalidInputException">It is empty, too long, or holds a control character.</exception>
    public static string Name(string? name, int longest = 255, string field = "name")
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length == 0) throw new InvalidInputException(field, "Give it a name.");
        if (trimmed.Length > longest)
            throw new InvalidInputException(field, $"The name has {trimmed.Length} characters; make it {longest} at most.");
        if (trimmed.Any(char.IsControl)) throw new InvalidInputException(field, "The name holds a line break or another control character; take it out.");
        return trimmed;
    }

    /// <summary>The text as every engine takes it for a value: without NUL, and with no half of a character.</summary>
    public static string Plain(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));

    /// <summary>The text without spaces around it; null when nothing is left.</summary>
    public static string? Optional(string? text)
    {
        var trimmed = text is null ? null : Plain(text).Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    /// <summary>A <c>LIKE</c> pattern, with <c>\</c> as its escape, for what contains the text.</summary>
    public static string Containing(string text) =>
        $"%{Plain(text).Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
