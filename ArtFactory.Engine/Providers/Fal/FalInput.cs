using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Fal;

/// <summary>Makes the body of a request, which is the model's input itself: small files go inside, larger ones to fal's storage first.</summary>
sealed class FalInput(ProviderHttp http, ForeignFiles files)
{
    const long MostInline = 256 * 1000;
    readonly FalUpload _upload = new(http, files);

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

    async Task<string> FileAsync(string name, string path, CancellationToken cancellationToken) => new FileInfo(path).Length <= MostInline
        ? DataUri.Write(await File.ReadAllBytesAsync(path, cancellationToken), FileTypes.MimeType(Path.GetExtension(path)))
        : await _upload.SendAsync(name, path, cancellationToken);
}
