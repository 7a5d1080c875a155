using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>Makes the body of a request, which is the model's input itself: small files go inside, larger ones to fal's storage first.</summary>
sealed class FalInput(ProviderHttp http, ForeignFiles files)
{
    const long MostInline = 256 * 1000;

    /// <summary>Above this fal wants the file in parts.</summary>
    const long MostUpload = 90L * 1000 * 1000;

    public async Task<(JsonObject? Input, ProviderAnswer? Refusal)> MakeAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var input = JsonText.ObjectOf(request.Parameters);
        foreach (var name in input.Where(m => m.Value is null).Select(m => m.Key).ToList()) input.Remove(name);
        foreach (var (name, path) in request.Inputs)
        {
            try
            {
                InputPlace.Put(input, name, await FileAsync(InputPlace.ParameterOf(name), path, cancellationToken));
            }
            catch (ProviderFetchException e)
            {
                // Nothing but a file was sent: that costs nothing and may be done again.
                return (null, new ProviderAnswer.Rejected(e.IsTransient ? ProviderErrorClass.Transient : ProviderErrorClass.Validation, $"{name}: {e.Message}"));
            }
        }

        return (input, null);
    }

    async Task<string> FileAsync(string name, string path, CancellationToken cancellationToken)
    {
        var type = FileTypes.MimeType(Path.GetExtension(path));
        var size = new FileInfo(path).Length;
        if (size <= MostInline) return DataUri.Write(await File.ReadAllBytesAsync(path, cancellationToken), type);
        if (size > MostUpload) throw new ProviderFetchException($"the file has {size / 1_000_000} MB; fal takes 90 MB at most in one piece.", isTransient: false);
        var connection = await http.ConnectionAsync(cancellationToken);
        var body = new JsonObject { ["content_type"] = type, ["file_name"] = name + Path.GetExtension(path) };
        var reply = await http.SendAsync(ProviderCall.Post(FalAddresses.Upload(connection), JsonText.Of(body)), cancellationToken);
        if (reply.Json.TextAt("file_url") is not { } address || reply.Json.TextAt("upload_url") is not { } target || !Uri.TryCreate(target, UriKind.Absolute, out var upload))
            throw new ProviderFetchException(reply.Fault ?? $"fal gave no place to upload to (status {reply.Status}): {ErrorWords.Of(reply).Or("no reason came with it.")}", reply.Status is 0 or 408 or 429 or >= 500);
        var status = await files.PutAsync(upload, connection.LoopbackOrigin, path, type, cancellationToken);
        return status is >= 200 and < 300 ? address : throw new ProviderFetchException($"the upload was answered with {status}.", isTransient: status is 408 or 429 or >= 500);
    }
}
