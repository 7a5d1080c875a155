using System.Text;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Content that came inside the answer itself (<c>data:image/png;base64,...</c>).</summary>
static class DataUri
{
    const string Prefix = "data:";

    public static bool Is(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes and their type; null when the text is damaged.</summary>
    public static (byte[] Content, string MimeType)? Read(string text)
    {
        if (!Is(text) || text.IndexOf(',', StringComparison.Ordinal) is not (var comma and > 0)) return null;
        var parts = text[Prefix.Length..comma].Split(';');
        var mimeType = parts[0].Contains('/', StringComparison.Ordinal) ? parts[0].Trim().ToLowerInvariant() : "text/plain";
        var payload = text.AsSpan(comma + 1);
        if (!parts.Contains("base64", StringComparer.OrdinalIgnoreCase)) return (Encoding.UTF8.GetBytes(Uri.UnescapeDataString(payload.ToString())), mimeType);
        var content = new byte[payload.Length];
        return Convert.TryFromBase64Chars(payload, content, out var length) ? (content[..length], mimeType) : null;
    }

    /// <summary>The bytes of plain base64, with or without a <c>data:</c> prefix; null when the text is damaged.</summary>
    public static (byte[] Content, string? MimeType)? ReadBase64(string text)
    {
        if (Is(text)) return Read(text);
        var content = new byte[text.Length];
        return Convert.TryFromBase64String(text, content, out var length) ? (content[..length], null) : null;
    }

    public static string Write(ReadOnlySpan<byte> content, string mimeType) => $"data:{mimeType};base64,{Convert.ToBase64String(content)}";
}
