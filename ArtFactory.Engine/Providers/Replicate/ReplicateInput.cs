using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Replicate;

/// <summary>Makes the <c>input</c> of a run: what is not set stays away, small files go inside, larger ones are uploaded first.</summary>
sealed class ReplicateInput(ProviderHttp http)
{
    /// <summary>Up to here Replicate takes files inside the request.</summary>
    const long MostInline = 256 * 1000;
    const long MostUpload = 100L * 1000 * 1000;

    /// <summary>The input, or why there is none. Uploading costs nothing, so what fails here may be tried again.</summary>
    public async Task<(JsonObject? Input, ProviderAnswer? Refusal)> MakeAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var input = JsonText.ObjectOf(request.Parameters);
        foreach (var name in input.Where(m => m.Value is null || (m.Value.GetValueKind() == JsonValueKind.String && m.Value.ToString().Length == 0 && !IsPrompt(m.Key))).Select(m => m.Key).ToList())
            input.Remove(name);
        foreach (var (name, path) in request.Inputs)
        {
            var (value, refusal) = await FileAsync(name, path, cancellationToken);
            if (refusal is not null) return (null, refusal);
            InputPlace.Put(input, name, value!);
        }

        return (input, null);
    }

    static bool IsPrompt(string name) => name.Contains("prompt", StringComparison.OrdinalIgnoreCase);

    async Task<(string? Value, ProviderAnswer? Refusal)> FileAsync(string name, string path, CancellationToken cancellationToken)
    {
        var type = FileTypes.MimeType(Path.GetExtension(path));
        var size = new FileInfo(path).Length;
        if (size > MostUpload)
            return (null, new ProviderAnswer.Rejected(ProviderErrorClass.Validation, $"{name}: the file has {size / 1_000_000} MB; Replicate takes 100 MB at most."));
        if (size <= MostInline) return (DataUri.Write(await File.ReadAllBytesAsync(path, cancellationToken), type), null);
        var reply = await http.SendAsync(new ProviderCall(HttpMethod.Post, "files") { Content = () => Form(path, type), TimeLimit = TimeSpan.FromMinutes(10) }, cancellationToken);
        if (reply.IsObject && reply.Json.At("urls").TextAt("get") is { Length: > 0 } address) return (address, null);
        var end = SubmissionEnd.Of(reply, "Replicate");
        return (null, end is ProviderAnswer.Ambiguous doubt ? new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"{name} could not be uploaded: {doubt.Message}") : end);
    }

    static MultipartFormDataContent Form(string path, string type)
    {
        var file = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous));
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { file, "content", "input" + Path.GetExtension(path) } };
    }
}
