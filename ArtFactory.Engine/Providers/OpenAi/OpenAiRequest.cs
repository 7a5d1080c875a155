using System.Net.Http.Headers;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.OpenAi;

/// <summary>Writes requests: JSON for a generation, a form with files for an edit.</summary>
static class OpenAiRequest
{
    const string Mask = "mask";

    public static ProviderCall Generation(GenerationRequest request)
    {
        var body = JsonText.ObjectOf(Sent(request));
        body["model"] = request.Model;
        return ProviderCall.Post("images/generations", JsonText.Of(body));
    }

    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ProviderCall Edit(GenerationRequest request)
    {
        var files = request.Inputs.Where(i => !IsMask(i.Key)).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => FileOf(i.Value)).ToList();
        var mask = request.Inputs.Where(i => IsMask(i.Key)).Select(i => (Upload?)FileOf(i.Value)).FirstOrDefault();
        var fields = new List<(string Name, string Text)> { ("model", request.Model) };
        foreach (var (name, value) in Sent(request))
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) fields.Add((name, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()));
        }

        return new ProviderCall(HttpMethod.Post, "images/edits") { Content = () => FormOf(fields, files, mask) };
    }

    /// <summary>Everything but the files, which go another way, and what has no value.</summary>
    static ParameterSet Sent(GenerationRequest request) =>
        new(request.Parameters.Where(p => !request.Inputs.Keys.Any(i => InputPlace.ParameterOf(i) == p.Key) && p.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)));

    static bool IsMask(string name) => name.StartsWith(Mask, StringComparison.OrdinalIgnoreCase);

    static Upload FileOf(string path) => new(File.ReadAllBytes(path), FileTypes.MimeType(Path.GetExtension(path)), Path.GetFileName(path));

    static MultipartFormDataContent FormOf(List<(string Name, string Text)> fields, List<Upload> files, Upload? mask)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, text) in fields)
        {
            // Some servers refuse a content type on plain fields, and names without quotes.
            var part = new StringContent(text);
            part.Headers.ContentType = null;
            form.Add(part, $"\"{name}\"");
        }

        foreach (var file in files) Add(form, files.Count == 1 ? "image" : "image[]", file);
        if (mask is not null) Add(form, Mask, mask);
        return form;
    }

    static void Add(MultipartFormDataContent form, string name, Upload file)
    {
        var part = new ByteArrayContent(file.Content);
        part.Headers.ContentType = new MediaTypeHeaderValue(file.MimeType);
        form.Add(part, $"\"{name}\"", $"\"{file.Name}\"");
    }

    sealed record Upload(byte[] Content, string MimeType, string Name);
}
