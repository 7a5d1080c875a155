using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;
using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>What a picture's header says; no pixel is decoded for it.</summary>
/// <param name="Facts">For the caller.</param>
/// <param name="HasProfile">Whether a colour profile is embedded.</param>
/// <param name="Delays">Milliseconds a frame, of animated pictures.</param>
/// <param name="Interpretation">libvips' colour space.</param>
internal sealed record PictureHeader(MediaFacts Facts, bool HasProfile, int[] Delays, Enums.Interpretation Interpretation)
{
    private const int DefaultDelay = 100;

    /// <exception cref="RequestException">The picture is larger than the limits allow.</exception>
    public static PictureHeader Read(string path, ContentType type, PictureLimits limits)
    {
        using var source = Source.NewFromFile(path);
        using var image = Image.NewFromSource(source, access: Enums.Access.Sequential);
        var (width, height) = (image.Width, image.PageHeight);
        Check(image, type, width, height, limits);

        var frames = image.Contains("n-pages") ? Math.Max(1, (int)image.Get("n-pages")) : 1;
        var delays = frames > 1 && image.Contains("delay") ? (int[])image.Get("delay") : [];
        var turned = image.Contains("orientation") && (int)image.Get("orientation") is >= 5 and <= 8;
        var facts = new MediaFacts(MediaKind.Image, type.MimeType, type.Extension, turned ? height : width, turned ? width : height)
        {
            Frames = frames,
            HasAlpha = image.HasAlpha(),
            DurationSeconds = frames > 1 ? Duration(frames, delays) : null,
        };
        return new PictureHeader(facts, image.Contains("icc-profile-data"), delays, image.Interpretation);
    }

    private static void Check(Image image, ContentType type, long width, long height, PictureLimits limits)
    {
        var pixels = width * height;
        if (pixels > limits.MaxPixels)
        {
            throw new RequestException(
                ImagingFailure.TooLarge,
                $"The picture has {width} x {height} pixels, more than the limit of {limits.MaxPixels / 1_000_000} megapixels.");
        }

        var needed = pixels * WholeFrameBytes(image, type);
        if (needed > limits.MaxWholeFrameBytes)
        {
            throw new RequestException(
                ImagingFailure.TooLarge,
                $"The picture has {width} x {height} pixels; decoding this kind of {type.Extension.ToUpperInvariant()} as a whole would take {needed / 1_000_000} MB.");
        }
    }

    /// <summary>Bytes a pixel where the decoder must hold the whole frame; 0 where it works in strips.</summary>
    private static long WholeFrameBytes(Image image, ContentType type)
    {
        var interlaced = image.Contains("interlaced");
        return type.Extension switch
        {
            "png" => interlaced ? image.Bands * (image.Format == Enums.BandFormat.Ushort ? 2 : 1) : 0,
            "jpg" => interlaced ? 2 * image.Bands : 0,
            "webp" => 4,
            "gif" => 5,
            _ => 6,
        };
    }

    private static double Duration(int frames, int[] delays)
    {
        var total = 0L;
        for (var i = 0; i < frames; i++) total += i < delays.Length && delays[i] > 0 ? delays[i] : DefaultDelay;
        return total / 1000.0;
    }
}
