namespace ArtFactory.Web.Shared;

/// <summary>Addresses of files, as the browser asks for them.</summary>
public static class MediaUrl
{
    /// <summary>A thumbnail or preview by its path below the cache folder; its name is its content's hash, so it may be kept for ever.</summary>
    public static string? Thumb(string? cachePath) => cachePath is null ? null : "/media/thumb/" + cachePath;

    /// <summary>The same thumbnail in another size: <c>150</c>, <c>400</c> or <c>800</c>.</summary>
    public static string? Thumb(string? cachePath, int size)
    {
        if (cachePath is null) return null;
        var dash = cachePath.LastIndexOf('-');
        var dot = cachePath.LastIndexOf('.');
        return dash > 0 && dot > dash ? $"/media/thumb/{cachePath[..dash]}-{size}{cachePath[dot..]}" : Thumb(cachePath);
    }

    /// <summary>The original, to show or play; range requests work.</summary>
    public static string Original(Guid productId) => $"/media/original/{productId}";

    /// <summary>The original, to save.</summary>
    public static string Download(Guid productId) => $"/media/download/{productId}";
}
