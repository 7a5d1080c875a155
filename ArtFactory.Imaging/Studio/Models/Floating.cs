using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Levels as lines: ink floating on water, or threads of light.</summary>
internal static class Floating
{
    public static void Paint(Canvas canvas, Brief brief, Field height, int levels, Subject? subject, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height;
        var palette = brief.Palette;
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x11E);
        var random = brief.Random(33);
        var special = 1 + random.Index(Math.Max(1, levels - 2));
        var lines = levels * 3;
        Grounds.Lay(canvas, brief, ct);
        for (var y = 0; y < h; y++)
        {
            if ((y & 31) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                float u = x / canvas.Unit, v = y / canvas.Unit;
                var f = height.At(x + 0.5f, y + 0.5f) * lines;
                var gx = height.At(x + 1.5f, y + 0.5f) * lines - f;
                var gy = height.At(x + 0.5f, y + 1.5f) * lines - f;
                var slope = Math.Max(1e-4f, MathF.Sqrt(gx * gx + gy * gy));
                var line = (int)MathF.Round(f);
                var away = MathF.Abs(f - line) / slope;
                var heavy = line % 3 == 0;
                // The pressure of the pen wanders, and lifts off altogether in the open places.
                var press = Ease.Step(-0.35f, 0.45f, noise.At(u * 2.3f, v * 2.3f + line * 0.37f));
                var half = canvas.Unit / 1024 * (heavy ? 0.5f + 3.1f * press : 0.15f + 1.0f * press);
                // Where the lines crowd they thin, so that the picture keeps its greys.
                half = Math.Min(half, 0.34f / slope);
                var cover = Math.Clamp(half - away + 0.5f, 0, 1) * Math.Min(1, half * 2) * (heavy ? 1 : 0.75f);
                ref var pixel = ref canvas.Pixels[y * w + x];
                var band = (int)MathF.Floor(f / 3);
                var washed = Ease.Hash(band, 3, (uint)brief.Seed) < 0.32f ? 0.10f + 0.22f * Ease.Step(-0.5f, 0.6f, noise.At(u * 3 + 20, v * 3)) : 0;
                pixel *= Vector3.Lerp(Vector3.One, palette.Main[^1] * 2.2f, washed * 0.6f);
                pixel = Vector3.Lerp(pixel, line / 3 == special && heavy ? palette.Accent : Colour.Lightness(palette.Main[0]) < 0.5f ? palette.Main[0] : palette.Dark, cover);
            }
        }
        if (subject is null) return;
        Figures.Lift(canvas, brief, subject);
        Figures.Washed(canvas, brief, subject, brief.Medium is Medium.Ink ? 0.72f : 0.55f, ct);
        Figures.Hatched(canvas, brief, subject, ct);
    }

    public static void Light(Canvas canvas, Brief brief, Field height, int levels, Subject? subject, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height;
        var palette = brief.Palette;
        var lines = levels * 1.6f;
        Grounds.Lay(canvas, brief, ct);
        for (var y = 0; y < h; y++)
        {
            if ((y & 31) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                var f = height.At(x + 0.5f, y + 0.5f) * lines;
                var gx = height.At(x + 1.5f, y + 0.5f) * lines - f;
                var gy = height.At(x + 0.5f, y + 1.5f) * lines - f;
                var slope = Math.Max(1e-4f, MathF.Sqrt(gx * gx + gy * gy));
                var line = (int)MathF.Round(f);
                var away = MathF.Abs(f - line) / slope * 1024 / canvas.Unit;
                var colour = palette.Main[(line & 0xFFFF) % palette.Main.Length];
                var core = Math.Clamp(1.7f - away, 0, 1);
                var halo = MathF.Exp(-away * 0.16f) * 0.35f;
                canvas.Pixels[y * w + x] += colour * (halo + core) + new Vector3(0.5f * core);
            }
        }
        if (subject is not null) Figures.Tubes(canvas, brief, subject, ct);
    }
}
