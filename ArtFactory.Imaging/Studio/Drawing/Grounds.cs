using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>What lies under the drawing: a quiet, uneven gradient of the two ground colours.</summary>
internal static class Grounds
{
    public static void Lay(Canvas canvas, Brief brief, CancellationToken ct)
    {
        const int Cell = 8;
        var random = brief.Random(11);
        var palette = brief.Palette;
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x6121);
        var angle = random.Range(0.9f, 2.2f);
        var way = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
        var strength = brief.Medium switch { Medium.Ink or Medium.Pencil => 0.35f, Medium.Watercolour => 0.4f, _ => 0.85f };
        int w = canvas.Width / Cell + 2, h = canvas.Height / Cell + 2;
        var coarse = new Vector3[w * h];
        var extent = MathF.Abs(way.X) * canvas.Across + MathF.Abs(way.Y) * canvas.Down;
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var p = new Vector2(x, y) * (Cell / canvas.Unit);
                var along = Vector2.Dot(p - new Vector2(canvas.Across, canvas.Down) / 2, way) / extent + 0.5f;
                var t = along + 0.32f * noise.Fractal(p.X * 1.7f, p.Y * 1.7f, 3);
                t = Math.Clamp(t, 0, 1);
                coarse[y * w + x] = Colour.Mix(palette.Ground, palette.Deep, t * t * (3 - 2 * t) * strength);
            }
        ct.ThrowIfCancellationRequested();
        for (var y = 0; y < canvas.Height; y++)
        {
            var sy = y / (float)Cell;
            var iy = (int)sy;
            for (var x = 0; x < canvas.Width; x++)
            {
                var sx = x / (float)Cell;
                var ix = (int)sx;
                var i = iy * w + ix;
                canvas.Pixels[y * canvas.Width + x] = Vector3.Lerp(
                    Vector3.Lerp(coarse[i], coarse[i + 1], sx - ix), Vector3.Lerp(coarse[i + w], coarse[i + w + 1], sx - ix), sy - iy);
            }
        }
    }
}
