using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Levels as sheets of coloured paper, one on the other, each throwing its shadow on the next.</summary>
internal static class CutPaper
{
    public static void Paint(Canvas canvas, Brief brief, Field height, Vector3[] ramp, Subject? subject, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height, levels = ramp.Length;
        var lift = canvas.Unit * 0.0085f * MathF.Sqrt(12f / levels);
        var shadow = brief.Medium is Medium.Print ? 0.12f : 0.5f;
        for (var y = 0; y < h; y++)
        {
            if ((y & 31) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                var f = height.At(x + 0.5f, y + 0.5f) * levels;
                // How many pixels one level takes here, for an edge of exactly one pixel.
                var slope = Math.Max(1e-4f, MathF.Abs(height.At(x + 1.5f, y + 0.5f) * levels - f) + MathF.Abs(height.At(x + 0.5f, y + 1.5f) * levels - f));
                var level = Math.Clamp((int)f, 0, levels - 1);
                var over = Math.Clamp((f - level) / slope, 0, 1);
                var own = ramp[level];
                // Sheets further from the light side lie higher; look towards the light for taller ones.
                float dark = 0;
                for (var k = 1; k <= 5; k++)
                {
                    var d = lift * k * 0.42f;
                    var above = height.At(x + 0.5f - d * 0.75f, y + 0.5f - d) * levels - (level + 1);
                    if (above > 0) dark += (1 - (k - 1) / 6f) * Math.Min(1, above / slope * 0.5f) * 0.3f;
                }
                var colour = own * (1 - shadow * Math.Min(1, dark));
                // A lit edge where this sheet is cut on the side of the light.
                var rim = height.At(x + 0.5f - 1.1f, y + 0.5f - 1.4f) * levels - level;
                if (rim < 0 && level > 0) colour += new Vector3(0.05f * Math.Min(1, -rim / slope));
                if (over < 1 && level > 0) colour = Vector3.Lerp(ramp[level - 1], colour, over);
                canvas.Pixels[y * w + x] = colour;
            }
        }
        if (subject is not null) Figures.Cut(canvas, brief, subject, ct);
    }
}
