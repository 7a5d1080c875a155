using System.Globalization;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;
using ArtFactory.Imaging.Studio.Models;

namespace ArtFactory.Imaging.Studio.Clips;

/// <summary>A few seconds of levels that drift and come back to where they began, so that the clip loops without a seam.</summary>
internal static class Drift
{
    public static StudioResult Draw(StudioParameters parameters, string outputPath, CancellationToken ct)
    {
        var (width, height) = parameters.Size(640, 640, 1920);
        // Half the chroma resolution needs even sides.
        width &= ~1;
        height &= ~1;
        var seconds = parameters.Number("duration", 4, 1, 12);
        var rate = parameters.Integer("fps", 24, 8, 30);
        var speed = parameters.Number("speed", 1, 0.1f, 3);
        var brief = Brief.Read(parameters);
        var settings = DomainWarp.Settings.Read(parameters, brief);
        var frames = Math.Max(2, (int)MathF.Round(seconds * rate));
        var canvas = new Canvas(width, height);
        var subject = Placement.Of(brief, canvas, settings.SubjectSize);
        Encoder.Run(
            ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", rate.ToString(CultureInfo.InvariantCulture)],
            ["-c:v", "libx264", "-preset", "veryfast", "-crf", "19", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
                "-vf", "scale=out_color_matrix=bt709", "-movflags", "+faststart", "-f", "mp4"],
            outputPath,
            stream =>
            {
                for (var i = 0; i < frames; i++)
                {
                    ct.ThrowIfCancellationRequested();
                    if (canvas.HasRelief) canvas.Relief.AsSpan().Clear();
                    DomainWarp.Paint(canvas, brief, settings, subject, i / (float)frames, speed, ct);
                    stream.Write(Finish.Bytes(canvas));
                }
            },
            ct);
        return new(outputPath, "video/mp4", width, height, frames / (double)rate, brief.Seed);
    }
}
