using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Media;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace ArtFactory.Web.Api;

/// <summary>The files: thumbnails by path, originals by product. Every path goes through the media store's checks.</summary>
static class MediaEndpoints
{
    /// <summary>What a browser may show inside a page; anything else is only ever saved.</summary>
    static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/webp", "image/gif", "image/avif", "video/mp4", "video/webm", "video/quicktime",
        "audio/mpeg", "audio/wav", "audio/flac", "audio/ogg", "audio/mp4", "audio/aac",
    };

    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/media");
        media.MapGet("/thumb/{**path}", ThumbnailAsync);
        media.MapGet("/original/{id:guid}", (Guid id, [FromServices] IGallery gallery, [FromServices] MediaStore store, HttpContext context) => OriginalAsync(id, gallery, store, context, save: false));
        media.MapGet("/download/{id:guid}", (Guid id, [FromServices] IGallery gallery, [FromServices] MediaStore store, HttpContext context) => OriginalAsync(id, gallery, store, context, save: true));
    }

    static async Task<IResult> ThumbnailAsync(string path, [FromServices] MediaStore store, [FromServices] ThumbnailHealing healing, HttpContext context)
    {
        FileInfo file;
        try
        {
            file = new FileInfo(store.ResolveThumbnail(path));
        }
        catch (MediaStoreException)
        {
            return Results.NotFound();
        }

        // Another node made it, or the cache was emptied: who looks at it first has it made here.
        if (!file.Exists)
        {
            if (!await healing.HealAsync(path, context.RequestAborted)) return Results.NotFound();
            file.Refresh();
        }

        // Named by its content, so it never changes under one name.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.File(file.FullName, FileTypes.MimeType(file.Extension), lastModified: new DateTimeOffset(file.LastWriteTimeUtc),
            entityTag: new EntityTagHeaderValue($"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""));
    }

    static async Task<IResult> OriginalAsync(Guid id, IGallery gallery, MediaStore store, HttpContext context, bool save)
    {
        if (await gallery.FindAsync(id, context.RequestAborted) is not { } product) return Results.NotFound();
        Stream stream;
        try
        {
            stream = await store.OpenReadAsync(product.FilePath, context.RequestAborted);
        }
        catch (MediaStoreException e)
        {
            return e.Kind == MediaStoreFailure.NotFound ? Results.NotFound() : Results.Problem("The file cannot be read.", statusCode: 503);
        }

        var extension = Path.GetExtension(product.FilePath);
        var type = FileTypes.MimeType(extension);
        var shown = !save && Shown.Contains(type);
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'";
        var tag = product.FileHash is { } hash ? new EntityTagHeaderValue($"\"{hash}\"") : null;
        return Results.File(stream, shown ? type : "application/octet-stream", shown ? null : NameOf(product, extension), entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>A name a person recognises: the prompt's first words, and the id's end to keep it apart.</summary>
    static string NameOf(ProductDetail product, string extension)
    {
        var words = new string([.. (product.Prompt ?? "").Take(60).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]);
        words = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries).Take(8));
        var end = product.Id.ToString("N")[^8..];
        return (words.Length == 0 ? product.Type.ToString().ToLowerInvariant() : words) + "-" + end + extension;
    }
}
