namespace ArtFactory.Engine.Media;

/// <summary>
/// A relative path under a root, checked: only plain names joined by forward slashes, no way up or out, no device names, no links.
/// </summary>
internal static class StorePath
{
    private const int MaxLength = 512;

    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The absolute path of <paramref name="relativePath"/>, which must begin with the folder <paramref name="top"/>.</summary>
    /// <exception cref="MediaStoreException">The path is not one that the store makes, or a link is in its way.</exception>
    public static string Resolve(string root, string top, string relativePath)
    {
        var segments = Check(top, relativePath);

        // The root and its top folder may be links that the operator made; below them nothing may.
        var path = Path.Combine(Path.GetFullPath(root), top);
        var prefix = path + Path.DirectorySeparatorChar;
        foreach (var segment in segments.AsSpan(1))
        {
            path = Path.Combine(path, segment);
            if (new FileInfo(path).LinkTarget is not null) throw Refused(relativePath, "a link is in its way");
        }

        if (!Path.GetFullPath(path).StartsWith(prefix, StringComparison.Ordinal)) throw Refused(relativePath, "it leads outside");
        return path;
    }

    /// <summary>The path's names, the first of which is <paramref name="top"/>.</summary>
    /// <exception cref="MediaStoreException">The path is not one that the store makes.</exception>
    public static string[] Check(string top, string relativePath)
    {
        var segments = Segments(relativePath);
        if (segments.Length < 2 || segments[0] != top) throw Refused(relativePath, $"it does not begin with \"{top}/\"");
        return segments;
    }

    private static string[] Segments(string relativePath)
    {
        ArgumentNullException.ThrowIfNull(relativePath);
        if (relativePath.Length is 0 or > MaxLength) throw Refused(relativePath, "it is empty or too long");
        var segments = relativePath.Split('/');
        foreach (var segment in segments)
        {
            if (segment.Length == 0) throw Refused(relativePath, "it is absolute or has an empty name");
            if (!char.IsAsciiLetterOrDigit(segment[0])) throw Refused(relativePath, "a name begins with neither letter nor digit");
            if (segment.AsSpan().ContainsAnyExcept(Allowed)) throw Refused(relativePath, "a name has a character that the store never uses");
            if (segment[^1] == '.' || segment.Contains("..", StringComparison.Ordinal)) throw Refused(relativePath, "a name has misplaced dots");
            if (DeviceNames.Contains(segment.Split('.')[0])) throw Refused(relativePath, "a name is that of a device");
        }

        return segments;
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static MediaStoreException Refused(string path, string why) =>
        new(MediaStoreFailure.InvalidPath, $"\"{Shown(path)}\" is not a path of the store: {why}.");

    private static string Shown(string path)
    {
        var plain = new string([.. path.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
        return path.Length > 80 ? plain + "…" : plain;
    }
}
