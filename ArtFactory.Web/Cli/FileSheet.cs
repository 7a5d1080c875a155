using System.Globalization;
using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Web.Cli;

/// <summary>What a media file says about itself.</summary>
sealed record FileSheet(string Path, long Size, string Sha256, DerivedMedia Media, Guid? ProductId)
{
    public object Document() => new
    {
        Path,
        Size,
        Sha256,
        Kind = Media.Facts.Kind,
        Media.Facts.MimeType,
        Media.Facts.Width,
        Media.Facts.Height,
        Media.Facts.DurationSeconds,
        Media.Facts.FramesPerSecond,
        Media.Facts.Frames,
        Media.Facts.HasAlpha,
        Media.Facts.HasSound,
        PerceptualHash = Media.PerceptualHash?.ToString("x16", CultureInfo.InvariantCulture),
        Media.Colors,
        ProductId,
    };

    public void Write(TextWriter writer)
    {
        MediaFacts facts = Media.Facts;
        var fields = new List<(string, string?)>
        {
            ("file", Path),
            ("type", facts.MimeType),
            ("size", string.Create(CultureInfo.InvariantCulture, $"{Size:N0} bytes")),
            ("dimensions", facts.Width is null ? null : $"{facts.Width} x {facts.Height}{(facts.HasAlpha ? ", with transparency" : "")}"),
            ("duration", facts.DurationSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s{(facts.HasSound ? ", with sound" : "")}") : null),
            ("frames", facts.Frames > 1 ? facts.Frames.ToString(CultureInfo.InvariantCulture) : null),
            ("colours", Media.Colors.Count > 0 ? string.Join(" ", Media.Colors) : null),
            ("looks like", Media.PerceptualHash?.ToString("x16", CultureInfo.InvariantCulture)),
            ("sha256", Sha256),
            ("product", ProductId?.ToString() ?? "not in this library"),
        };
        FieldLines.Write(writer, fields);
    }
}
