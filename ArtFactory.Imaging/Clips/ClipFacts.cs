using System.Globalization;
using System.Text.Json;
using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;

namespace ArtFactory.Imaging.Clips;

/// <summary>What ffprobe says about a clip or a sound.</summary>
internal static class ClipFacts
{
    /// <summary>8K is 33 million; a decoder holds a dozen frames at once.</summary>
    private const long MaxFramePixels = 40_000_000;

    /// <exception cref="RequestException">No stream to show or hear, or frames over the limit.</exception>
    public static async Task<MediaFacts> ReadAsync(string path, ContentType type, long maxPixels, CancellationToken cancellationToken)
    {
        using var json = Parse(await Ffmpeg.ProbeAsync(path, type, cancellationToken));
        var streams = json.RootElement.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToArray() : [];
        var video = streams.FirstOrDefault(s => Text(s, "codec_type") == "video" && !IsCover(s));
        var sound = streams.FirstOrDefault(s => Text(s, "codec_type") == "audio");
        var duration = (json.RootElement.TryGetProperty("format", out var format) ? Number(format, "duration") : null)
            ?? (video.ValueKind == JsonValueKind.Object ? Number(video, "duration") : null)
            ?? (sound.ValueKind == JsonValueKind.Object ? Number(sound, "duration") : null);

        if (video.ValueKind == JsonValueKind.Object) return Video(type, video, duration, sound.ValueKind == JsonValueKind.Object, maxPixels);
        if (sound.ValueKind != JsonValueKind.Object) throw new RequestException(ImagingFailure.Unreadable, "The file has neither picture nor sound in it.");
        var audio = type.Kind == MediaKind.Audio ? type : SoundOnly(type);
        return new MediaFacts(MediaKind.Audio, audio.MimeType, audio.Extension, DurationSeconds: duration, HasSound: true);
    }

    private static MediaFacts Video(ContentType type, JsonElement video, double? duration, bool hasSound, long maxPixels)
    {
        var width = (int)(Number(video, "width") ?? 0);
        var height = (int)(Number(video, "height") ?? 0);
        if (width <= 0 || height <= 0) throw new RequestException(ImagingFailure.Unreadable, "The clip does not say how large its frames are.");
        if ((long)width * height > Math.Min(maxPixels, MaxFramePixels))
            throw new RequestException(ImagingFailure.TooLarge, $"The clip's frames of {width} x {height} pixels are over the limit.");
        if (type.Kind == MediaKind.Audio) type = ContentType.Mp4;
        var turned = Math.Abs(Rotation(video)) % 180 == 90;
        return new MediaFacts(
            MediaKind.Video,
            type.MimeType,
            type.Extension,
            turned ? height : width,
            turned ? width : height,
            duration,
            Rate(Text(video, "avg_frame_rate")),
            HasSound: hasSound);
    }

    /// <summary>A container for clips that carries only sound.</summary>
    private static ContentType SoundOnly(ContentType type) =>
        type.Demuxer == "mov" ? ContentType.M4a : type with { Kind = MediaKind.Audio, MimeType = type.MimeType.Replace("video/", "audio/", StringComparison.Ordinal) };

    private static bool IsCover(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition) && Number(disposition, "attached_pic") == 1;

    private static int Rotation(JsonElement stream)
    {
        if (!stream.TryGetProperty("side_data_list", out var list)) return 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (Number(entry, "rotation") is { } rotation) return (int)rotation;
        }

        return 0;
    }

    private static double? Rate(string? fraction)
    {
        if (fraction?.Split('/') is not [var above, var below]) return null;
        if (!double.TryParse(above, CultureInfo.InvariantCulture, out var n) || !double.TryParse(below, CultureInfo.InvariantCulture, out var d)) return null;
        return n > 0 && d > 0 ? n / d : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>ffprobe writes some numbers as numbers, and some as text.</summary>
    private static double? Number(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static JsonDocument Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new RequestException(ImagingFailure.Unreadable, "ffprobe found nothing in the file.", e);
        }
    }
}
