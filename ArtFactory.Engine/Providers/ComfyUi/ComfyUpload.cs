using System.Net.Http.Headers;
using ArtFactory.Engine.Media;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>The form that brings a file to ComfyUI.</summary>
static class ComfyUpload
{
    const string Folder = "artfactory";

    public static MultipartFormDataContent Form(string path)
    {
        var file = new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous));
        file.Headers.ContentType = new MediaTypeHeaderValue(FileTypes.MimeType(Path.GetExtension(path)));
        return new MultipartFormDataContent
        {
            { file, "\"image\"", $"\"{Path.GetFileName(path)}\"" },
            { Field("input"), "\"type\"" },
            { Field(Folder), "\"subfolder\"" },
            { Field("true"), "\"overwrite\"" },
        };
    }

    static StringContent Field(string text)
    {
        var field = new StringContent(text);
        field.Headers.ContentType = null;
        return field;
    }
}
