using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>Brings a file into fal's storage: in one piece, or in parts where it is large.</summary>
sealed class FalUpload(ProviderHttp http, ForeignFiles files)
{
    /// <summary>Above this fal takes a file in parts.</summary>
    public const long MostInOnePiece = 90L * 1000 * 1000;

    /// <summary>The size of a part, but of the last.</summary>
    public const int PartSize = 10 * 1024 * 1024;

    const int TriesAPart = 3;

    /// <summary>Answers the address under which fal's models read it.</summary>
    /// <param name="name">What the file is called there, without its extension.</param>
    /// <param name="path">The file here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProviderFetchException">It did not arrive.</exception>
    public async Task<string> SendAsync(string name, string path, CancellationToken cancellationToken)
    {
        var type = FileTypes.MimeType(Path.GetExtension(path));
        var inParts = new FileInfo(path).Length > MostInOnePiece;
        var connection = await http.ConnectionAsync(cancellationToken);
        var body = new JsonObject { ["content_type"] = type, ["file_name"] = name + Path.GetExtension(path) };
        var reply = await http.SendAsync(ProviderCall.Post(FalAddresses.Upload(connection, inParts), JsonText.Of(body)), cancellationToken);
        if (reply.Json.TextAt("file_url") is not { } address || reply.Json.TextAt("upload_url") is not { } target || !Uri.TryCreate(target, UriKind.Absolute, out var place))
            throw new ProviderFetchException(reply.Fault ?? $"fal gave no place to upload to (status {reply.Status}): {ErrorWords.Of(reply).Or("no reason came with it.")}", reply.Status is 0 or 408 or 429 or >= 500);
        if (inParts) await SendPartsAsync(place, connection.LoopbackOrigin, path, cancellationToken);
        else await SendWholeAsync(place, connection.LoopbackOrigin, path, type, cancellationToken);
        return address;
    }

    async Task SendWholeAsync(Uri place, Uri? engine, string path, string type, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous));
        content.Headers.ContentType = new(type);
        Check(await files.SendAsync(HttpMethod.Put, place, engine, content, cancellationToken));
    }

    async Task SendPartsAsync(Uri place, Uri? engine, string path, CancellationToken cancellationToken)
    {
        var parts = new JsonArray();
        var buffer = new byte[PartSize];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        for (var number = 1; await file.ReadAtLeastAsync(buffer, PartSize, throwOnEndOfStream: false, cancellationToken) is > 0 and var size; number++)
        {
            var tag = await SendPartAsync(Below(place, number.ToString(CultureInfo.InvariantCulture)), engine, new(buffer, 0, size), cancellationToken);
            parts.Add(new JsonObject { ["partNumber"] = number, ["etag"] = tag });
        }

        using var content = new StringContent(JsonText.Of(new JsonObject { ["parts"] = parts }), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        Check(await files.SendAsync(HttpMethod.Post, Below(place, "complete"), engine, content, cancellationToken));
    }

    /// <summary>Answers the part's tag. A part that fails is sent again, and not the whole file.</summary>
    async Task<string> SendPartAsync(Uri place, Uri? engine, ArraySegment<byte> part, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var content = new ByteArrayContent(part.Array!, part.Offset, part.Count);
                var answer = await files.SendAsync(HttpMethod.Put, place, engine, content, cancellationToken);
                Check(answer);
                return TagIn(answer.Text) ?? answer.EntityTag ?? throw new ProviderFetchException("fal did not confirm a part of the upload.", isTransient: true);
            }
            catch (ProviderFetchException e) when (e.IsTransient && attempt < TriesAPart)
            {
                // Once more.
            }
        }
    }

    /// <summary>The tag may come as JSON; a body that is none has none.</summary>
    static string? TagIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TextAt("etag");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static void Check(UploadAnswer answer)
    {
        if (!answer.IsDone) throw new ProviderFetchException($"the upload was answered with {answer.Status}.", answer.MayPass);
    }

    /// <summary>A place below another; what its query grants goes along.</summary>
    static Uri Below(Uri place, string segment) => new UriBuilder(place) { Path = $"{place.AbsolutePath.TrimEnd('/')}/{segment}" }.Uri;
}
