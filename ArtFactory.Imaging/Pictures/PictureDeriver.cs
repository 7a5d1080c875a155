using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Protocol;
using NetVips;

namespace ArtFactory.Imaging.Pictures;

/// <summary>Everything that is made from a picture.</summary>
internal static class PictureDeriver
{
    public const string PreviewName = "preview.webp";

    public static DerivedFiles Derive(string path, ContentType type, PictureLimits limits, ThumbnailTarget target)
    {
        var header = PictureHeader.Read(path, type, limits);
        using var large = Thumbnails.Decode(path, header);
        var derived = Derive(large, header.Facts, target);
        if (header.Facts.Frames <= 1) return derived;
        return AnimatedPreview.FromPicture(path, header, limits, target.PathOf(PreviewName))
            ? derived with { Preview = PreviewName }
            : derived;
    }

    /// <summary>From an upright sRGB picture in memory that fits the large box.</summary>
    public static DerivedFiles Derive(Image large, MediaFacts facts, ThumbnailTarget target)
    {
        using var small = Thumbnails.Write(large, target);
        var grid = PixelGrid.From(small);
        return new DerivedFiles(
            facts,
            Thumbnails.SmallName,
            Thumbnails.MediumName,
            Thumbnails.LargeName,
            Preview: null,
            PerceptualHash.Of(grid),
            DominantColors.Of(grid));
    }
}
