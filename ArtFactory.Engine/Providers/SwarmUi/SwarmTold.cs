using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>What one generation told over its socket.</summary>
/// <param name="count">How many pictures were asked for.</param>
sealed class SwarmTold(int count)
{
    readonly List<(int Index, string Image, string? Metadata)> _images = [];

    public IReadOnlyList<(int Index, string Image, string? Metadata)> Images => _images;
    public string? Error { get; private set; }
    public string? ErrorId { get; private set; }

    /// <summary>Why the socket ended before SwarmUI had.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether it ended before all that was asked for had come.</summary>
    public bool IsCutShort => Fault is not null && _images.Count < count;

    /// <summary>Takes a message; answers the progress it tells, 0 to 1.</summary>
    public double? Take(JsonElement message)
    {
        if (message.TextAt("error") is { } error) (Error, ErrorId) = (error, message.TextAt("error_id"));
        if (message.At("image") is { ValueKind: JsonValueKind.Object } image && image.TextAt("image") is { } file)
            _images.Add((IndexOf(image.At("batch_index")), file, image.TextAt("metadata")));
        foreach (var index in message.At("discard_indices").Elements()) _images.RemoveAll(i => i.Index == IndexOf(index));
        return message.At("gen_progress").NumberAt("overall_percent") is { } part
            ? Math.Clamp((_images.Count + (double)part) / Math.Max(1, count), 0, 0.99)
            : null;
    }

    /// <summary>It is a text, or a number, or -1 for something beside the batch.</summary>
    static int IndexOf(JsonElement index) =>
        int.TryParse(index.ValueKind == JsonValueKind.String ? index.GetString() : index.ValueKind == JsonValueKind.Number ? index.GetRawText() : null, out var number) ? number : int.MaxValue;
}
