namespace ArtFactory.Engine.Media;

/// <summary>Mime types and file extensions of what the factory handles.</summary>
public static class FileTypes
{
    /// <summary>What is stored when the type is not known.</summary>
    public const string UnknownExtension = "bin";

    private static readonly Dictionary<string, string> ExtensionOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = "png",
        ["image/jpeg"] = "jpg",
        ["image/jpg"] = "jpg",
        ["image/webp"] = "webp",
        ["image/gif"] = "gif",
        ["image/avif"] = "avif",
        ["image/svg+xml"] = "svg",
        ["video/mp4"] = "mp4",
        ["video/webm"] = "webm",
        ["video/x-matroska"] = "mkv",
        ["video/quicktime"] = "mov",
        ["video/x-msvideo"] = "avi",
        ["audio/mpeg"] = "mp3",
        ["audio/wav"] = "wav",
        ["audio/x-wav"] = "wav",
        ["audio/flac"] = "flac",
        ["audio/ogg"] = "ogg",
        ["audio/mp4"] = "m4a",
        ["audio/aac"] = "aac",
        ["application/json"] = "json",
        ["text/plain"] = "txt",
        ["model/gltf-binary"] = "glb",
    };

    private static readonly Dictionary<string, string> MimeOf = ExtensionOf
        .Where(p => p.Key is not ("image/jpg" or "audio/x-wav"))
        .ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>A file extension without a dot, from an extension, file name or mime type; never anything but lower-case letters and digits.</summary>
    public static string Extension(string? typeOrExtension)
    {
        if (string.IsNullOrWhiteSpace(typeOrExtension)) return UnknownExtension;
        var plain = typeOrExtension.Split(';')[0].Trim();
        if (plain.Contains('/', StringComparison.Ordinal)) return ExtensionOf.GetValueOrDefault(plain, UnknownExtension);
        plain = plain[(plain.LastIndexOf('.') + 1)..].ToLowerInvariant();
        if (plain == "jpeg") return "jpg";
        return plain.Length is > 0 and <= 8 && plain.All(char.IsAsciiLetterOrDigit) ? plain : UnknownExtension;
    }

    /// <summary>The mime type of an extension; <c>application/octet-stream</c> when not known.</summary>
    public static string MimeType(string? extension) => MimeOf.GetValueOrDefault(Extension(extension), "application/octet-stream");
}
