using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>A short animated WebP that plays when the pointer rests on a card.</summary>
internal static class AnimatedPreview
{
    public const int Box = 320;
    public const int MaxFrames = 30;
    private const int Quality = 60;
    private const int Effort = 2;
    private const int ShortestDelay = 20;
    private const int DefaultDelay = 100;

    /// <summary>The first frames of an animated picture; false when decoding that many would take too much memory.</summary>
    public static bool FromPicture(string path, PictureHeader header, PictureLimits limits, string target)
    {
        var frames = Math.Min(header.Facts.Frames, MaxFrames);
        if ((long)header.Facts.Width!.Value * header.Facts.Height!.Value * 4 * frames > limits.MaxWholeFrameBytes) return false;
        using var source = Source.NewFromFile(path);
        using var scaled = Image.ThumbnailSource(source, Box, optionString: $"n={frames}", height: Box, size: Enums.Size.Down, outputProfile: header.HasProfile ? "srgb" : null);
        var delays = Enumerable.Range(0, frames)
            .Select(i => i < header.Delays.Length && header.Delays[i] >= ShortestDelay ? header.Delays[i] : DefaultDelay)
            .ToArray();
        Write(scaled, scaled.PageHeight, delays, target);
        return true;
    }

    /// <summary>From frames of 24-bit RGB one below the other.</summary>
    public static void FromFrames(ReadOnlyMemory<byte> frames, int width, int height, int delayMilliseconds, string target)
    {
        var count = frames.Length / (width * height * 3);
        using var joined = Image.NewFromMemoryCopy<byte>(frames.Span[..(count * width * height * 3)], width, height * count, 3, Enums.BandFormat.Uchar);
        Write(joined, height, Enumerable.Repeat(delayMilliseconds, count).ToArray(), target);
    }

    private static void Write(Image joined, int pageHeight, int[] delays, string target)
    {
        using var pages = joined.Mutate(m =>
        {
            m.Set(GValue.GIntType, "page-height", pageHeight);
            m.Set(GValue.ArrayIntType, "delay", delays);
            m.Set(GValue.GIntType, "loop", 0);
        });
        // Animated, because it has a page height.
        pages.Webpsave(target, q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);
    }
}
