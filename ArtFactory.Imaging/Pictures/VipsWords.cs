using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>The last line of libvips' errors, which says what was wrong, without paths of this machine.</summary>
internal static class VipsWords
{
    private const int MaxLength = 160;

    public static string Plain(VipsException e)
    {
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var last = lines.Length == 0 ? "no reason given" : lines[^1];
        var words = string.Join(' ', last.Split(' ').Where(w => !w.Contains('/', StringComparison.Ordinal)));
        return words.Length <= MaxLength ? words : words[..MaxLength];
    }
}
