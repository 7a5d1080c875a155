namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>Tells a picture, clip or sound from other addresses, by format and name.</summary>
static class MediaNames
{
    static readonly string[] FileFormats = ["uri", "binary", "file", "data-url", "data-uri", "base64", "byte", "image", "video", "audio"];
    static readonly string[] Sounding = ["image", "video", "audio", "mask", "frame", "picture", "photo", "face", "sketch", "pose", "reference", "input", "media", "file", "speaker", "voice", "song", "clip", "garment", "model_img"];

    /// <summary>What is an address of something else.</summary>
    static readonly string[] Elsewhere = ["lora", "weight", "webhook", "callback", "checkpoint", "repo", "civitai", "hugging", "hf_", "website", "homepage", "ckpt", "safetensors", "embedding", "zip", "archive", "dataset"];

    /// <param name="urlsAreMedia">Whether a name that ends with <c>_url</c> stands for a file though no format says so.</param>
    public static bool IsMedia(string name, string? format, bool urlsAreMedia)
    {
        var words = LooseName.Words(name);
        if (Elsewhere.Any(word => words.Contains(word, StringComparison.Ordinal))) return false;
        if (format is not null) return FileFormats.Contains(format, StringComparer.Ordinal);
        return urlsAreMedia && (words.EndsWith("_url", StringComparison.Ordinal) || words.EndsWith("_urls", StringComparison.Ordinal))
            && Sounding.Any(word => words.Contains(word, StringComparison.Ordinal));
    }
}
