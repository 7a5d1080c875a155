namespace ArtFactory.Engine.Media;

/// <summary>The names that originals and thumbnails get from their content.</summary>
internal static class ContentName
{
    /// <summary>A numbered name is taken only when something else occupies the right one: a damaged file, or one that is being purged.</summary>
    public const int MostNumbers = 10;

    private const int HashLength = 64;

    /// <summary><c>originals/ab/cd/abcd….png</c>, or <c>…-1.png</c> for a number above zero.</summary>
    public static string OfOriginal(string sha256, int number, string extension)
    {
        var name = number == 0 ? $"{sha256}.{extension}" : $"{sha256}-{number}.{extension}";
        return $"{MediaStore.OriginalsFolder}/{sha256[..2]}/{sha256[2..4]}/{name}";
    }

    /// <summary>The hash that a path's last name begins with; null when it begins with none.</summary>
    public static string? HashIn(string relativePath)
    {
        var name = relativePath[(relativePath.LastIndexOf('/') + 1)..];
        return name.Length > HashLength && name[HashLength] is '.' or '-' && IsHash(name[..HashLength]) ? name[..HashLength] : null;
    }

    public static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);

    public static MediaStoreException NoRoom(string sha256) =>
        new(MediaStoreFailure.FileSystem, $"{MostNumbers} damaged files occupy the place of {sha256}. Run the integrity check.");
}
