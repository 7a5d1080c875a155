using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Pictures;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;
using NetVips;

namespace ArtFactory.Imaging.Clips;

/// <summary>Poster, thumbnails and a short animated preview of a clip.</summary>
internal static class ClipDeriver
{
    private const int PreviewRate = 10;
    private const double PreviewSeconds = (double)AnimatedPreview.MaxFrames / PreviewRate;

    public static async Task<DerivedFiles> DeriveAsync(string path, ContentType type, PictureLimits limits, ThumbnailTarget target, CancellationToken cancellationToken)
    {
        var facts = await ClipFacts.ReadAsync(path, type, limits.MaxPixels, cancellationToken);
        if (facts.Kind == MediaKind.Audio) return await SoundDeriver.DeriveAsync(path, type, facts, target, cancellationToken);

        var duration = facts.DurationSeconds ?? 0;
        var (width, height) = Fit(facts, Thumbnails.LargeBox);
        var poster = await PosterAsync(path, type, Math.Min(1, duration * 0.1), width, height, cancellationToken);
        DerivedFiles derived;
        using (var image = Image.NewFromMemoryCopy<byte>(poster.AsSpan(), width, height, 3, Enums.BandFormat.Uchar))
        using (var plain = image.Copy(interpretation: Enums.Interpretation.Srgb))
        {
            derived = PictureDeriver.Derive(plain, facts, target);
        }

        var preview = await PreviewAsync(path, type, facts, target, cancellationToken);
        return derived with { Preview = preview };
    }

    /// <summary>The most typical of the first frames after a moment, so that a fade from black does not become the poster.</summary>
    private static async Task<byte[]> PosterAsync(string path, ContentType type, double at, int width, int height, CancellationToken cancellationToken)
    {
        var filter = $"scale={width}:{height}:flags=area,thumbnail=12,setsar=1";
        var frame = await FramesAsync(path, type, at, filter, ["-frames:v", "1"], cancellationToken);
        // Very short clips have no frame after that moment.
        if (frame.Length < width * height * 3) frame = await FramesAsync(path, type, 0, $"scale={width}:{height}:flags=area", ["-frames:v", "1"], cancellationToken);
        if (frame.Length < width * height * 3) throw new RequestException(ImagingFailure.Unreadable, "No frame of the clip can be decoded.");
        return frame;
    }

    private static async Task<string?> PreviewAsync(string path, ContentType type, MediaFacts facts, ThumbnailTarget target, CancellationToken cancellationToken)
    {
        var (width, height) = Fit(facts, AnimatedPreview.Box);
        var limit = new[] { "-t", Ffmpeg.Seconds(PreviewSeconds), "-frames:v", AnimatedPreview.MaxFrames.ToString("d") };
        var frames = await FramesAsync(path, type, 0, $"fps={PreviewRate},scale={width}:{height}:flags=area,setsar=1", limit, cancellationToken);
        if (frames.Length < width * height * 3 * 2) return null;
        AnimatedPreview.FromFrames(frames, width, height, 1000 / PreviewRate, target.PathOf(PictureDeriver.PreviewName));
        return PictureDeriver.PreviewName;
    }

    private static Task<byte[]> FramesAsync(string path, ContentType type, double at, string filter, string[] limit, CancellationToken cancellationToken) =>
        Ffmpeg.DecodeAsync(
            path,
            type,
            at > 0 ? ["-ss", Ffmpeg.Seconds(at)] : [],
            ["-an", "-map", "0:V:0", "-vf", filter, .. limit, "-f", "rawvideo", "-pix_fmt", "rgb24"],
            cancellationToken);

    private static (int Width, int Height) Fit(MediaFacts facts, int box)
    {
        var (width, height) = (facts.Width!.Value, facts.Height!.Value);
        var scale = Math.Min(1.0, (double)box / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }
}
