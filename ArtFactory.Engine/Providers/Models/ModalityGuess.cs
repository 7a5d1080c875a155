using System.Text.Json;

namespace ArtFactory.Engine.Providers.Models;

/// <summary>What a model makes and of what, where its provider does not say: from an example, its inputs, its name and its words.</summary>
static class ModalityGuess
{
    static readonly string[] Clips = [".mp4", ".webm", ".mov", ".mkv", ".gif"];
    static readonly string[] Sounds = [".wav", ".mp3", ".flac", ".ogg", ".m4a"];

    static readonly (string Word, string Family)[] Families =
    [
        ("flux", "flux"), ("sdxl", "stable-diffusion"), ("stable-diffusion", "stable-diffusion"), ("sd3", "stable-diffusion"), ("ideogram", "ideogram"), ("recraft", "recraft"),
        ("imagen", "imagen"), ("nano-banana", "gemini"), ("gemini", "gemini"), ("seedream", "seedream"), ("seedance", "seedance"), ("kling", "kling"), ("hunyuan", "hunyuan"), ("wan", "wan"),
        ("qwen", "qwen"), ("veo", "veo"), ("luma", "luma"), ("minimax", "minimax"), ("ltx", "ltx"), ("musicgen", "musicgen"), ("stable-audio", "stable-audio"), ("gpt-image", "gpt-image"), ("dall-e", "dall-e"),
    ];

    /// <param name="id">The model's id.</param>
    /// <param name="description">What its provider says of it.</param>
    /// <param name="schema">What it takes.</param>
    /// <param name="example">An output of it, of any shape; undefined without one.</param>
    public static string Of(string id, string? description, ParameterSchema schema, JsonElement example)
    {
        var output = KindOf(example) ?? KindIn(id) ?? (description is null ? null : KindIn(description)) ?? "image";
        var needed = schema.Parameters.FirstOrDefault(p => p is { Type: ParameterType.Media, Required: true });
        return needed is null ? $"text-to-{output}" : $"{KindIn(needed.Name) ?? "image"}-to-{output}";
    }

    /// <summary>What comes out: <c>image</c>, <c>video</c>, <c>audio</c>, ...</summary>
    public static string OutputOf(string modality)
    {
        var output = modality[(modality.LastIndexOf("to-", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return output is "speech" or "music" ? "audio" : output;
    }

    public static string? FamilyOf(string id) => Array.Find(Families, f => id.Contains(f.Word, StringComparison.OrdinalIgnoreCase)).Family;

    static string? KindIn(string text) =>
        Has(text, "video", "animate", "i2v", "t2v") ? "video" : Has(text, "audio", "music", "speech", "voice", "sound", "tts") ? "audio" : Has(text, "image", "picture", "photo") ? "image" : null;

    static string? KindOf(JsonElement example)
    {
        if (example.ValueKind == JsonValueKind.Array) return example.EnumerateArray().Select(KindOf).FirstOrDefault(k => k is not null);
        if (example.ValueKind != JsonValueKind.String) return null;
        var path = example.GetString()!.Split('?')[0];
        return Clips.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? "video" : Sounds.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? "audio"
            : path.StartsWith("http", StringComparison.Ordinal) && Path.HasExtension(path) ? "image" : null;
    }

    static bool Has(string text, params string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
