using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Pictures;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;
using NetVips;

namespace ArtFactory.Imaging.Clips;

/// <summary>The picture of a sound: its waveform, in colours of its own.</summary>
internal static class SoundDeriver
{
    /// <summary>Longer sounds are drawn by their first hours.</summary>
    private const int MaxSeconds = 2 * 3600;

    public static async Task<DerivedFiles> DeriveAsync(string path, ContentType type, long maxPixels, ThumbnailTarget target, CancellationToken cancellationToken)
    {
        var facts = await ClipFacts.ReadAsync(path, type, maxPixels, cancellationToken);
        // An MP4 that called itself a sound may carry a picture after all.
        return facts.Kind == MediaKind.Video
            ? await ClipDeriver.DeriveAsync(path, ContentType.Mp4, new PictureLimits(maxPixels, long.MaxValue), target, cancellationToken)
            : await DeriveAsync(path, type, facts, target, cancellationToken);
    }

    public static async Task<DerivedFiles> DeriveAsync(string path, ContentType type, MediaFacts facts, ThumbnailTarget target, CancellationToken cancellationToken)
    {
        var waveform = await Ffmpeg.DecodeAsync(
            path,
            type,
            ["-t", MaxSeconds.ToString("d")],
            ["-vn", "-map", "0:a:0", "-ac", "1", "-ar", Waveform.SampleRate.ToString("d"), "-f", "s16le"],
            Waveform.ReadAsync,
            cancellationToken);
        if (waveform.Seconds == 0) throw new RequestException(ImagingFailure.Unreadable, "No sound can be decoded from the file.");

        var palette = WaveformPalette.Of(waveform);
        var pixels = WaveformPicture.Draw(waveform.Bars(WaveformPicture.Bars), palette);
        using var image = Image.NewFromMemoryCopy<byte>(pixels.AsSpan(), WaveformPicture.Width, WaveformPicture.Height, 3, Enums.BandFormat.Uchar);
        using var plain = image.Copy(interpretation: Enums.Interpretation.Srgb);
        var derived = PictureDeriver.Derive(plain, facts with { DurationSeconds = facts.DurationSeconds ?? waveform.Seconds }, target);
        // Waveforms all look alike; their likeness says nothing about the sounds.
        return derived with { PerceptualHash = null };
    }
}
