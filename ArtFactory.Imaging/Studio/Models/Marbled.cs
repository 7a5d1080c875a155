using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Levels that melt into one another with streaks along them: thick oil, wet colour, or chalk.</summary>
internal static class Marbled
{
    public static void Paint(Canvas canvas, Brief brief, Field height, Vector3[] ramp, Subject? subject, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height, levels = ramp.Length;
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x5712);
        var oil = brief.Medium is Medium.Oil;
        var wet = brief.Medium is Medium.Watercolour;
        var relief = oil ? canvas.Relief : [];
        var table = Table(ramp, oil ? 0.55f : wet ? 0.35f : 0.7f);
        for (var y = 0; y < h; y++)
        {
            if ((y & 31) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                float u = x / canvas.Unit, v = y / canvas.Unit;
                var f = height.At(x + 0.5f, y + 0.5f);
                // Fine across the levels, slow along them: the mark a loaded brush leaves.
                var streak = noise.At(f * levels * 7, (u - v) * 5) * 0.65f + noise.At(f * levels * 19 + 40, (u + v) * 9) * 0.35f;
                var wander = noise.At(u * 7, v * 7) * 0.35f;
                var at = f * levels + (wet ? wander * 1.3f : streak * 0.20f + wander * 0.3f);
                var colour = table[Math.Clamp((int)(at / levels * (table.Length - 1)), 0, table.Length - 1)];
                if (oil)
                {
                    colour *= 1 + streak * 0.16f;
                    relief[y * w + x] = (streak * 2.2f + MathF.Sin(at * MathF.Tau) * 1.2f) * canvas.Unit / 1024;
                }
                else if (wet)
                {
                    var t = at - MathF.Floor(at);
                    var rim = MathF.Exp(-t * 11) + 0.4f * MathF.Exp(-(1 - t) * 16);
                    var bloom = noise.At(u * 3.1f + 9, v * 3.1f);
                    var pigment = Vector3.Lerp(brief.Palette.Ground, colour, Math.Clamp(0.72f + 0.26f * bloom + 0.03f * noise.At(u * 60, v * 60), 0.15f, 1));
                    colour = pigment * (1 - 0.17f * rim);
                }
                else
                {
                    var tooth = noise.At(x * 0.31f, y * 0.31f) + 0.6f * noise.At(x * 0.73f, y * 0.73f);
                    colour = Vector3.Lerp(brief.Palette.Ground, colour, Ease.Step(-0.75f, 0.1f, tooth + streak * 0.5f + 0.35f));
                }
                canvas.Pixels[y * w + x] = colour;
            }
        }
        if (subject is null) return;
        if (wet) Figures.Lift(canvas, brief, subject);
        if (wet) Figures.Washed(canvas, brief, subject, 0.85f, ct);
        else Figures.Brushed(canvas, brief, subject, ct);
    }

    /// <summary>Steps with softened edges: <paramref name="soft"/> is the share of a level over which it melts.</summary>
    static Vector3[] Table(Vector3[] ramp, float soft)
    {
        var table = new Vector3[1024];
        for (var i = 0; i < table.Length; i++)
        {
            var at = i / (float)table.Length * ramp.Length;
            var k = Math.Min((int)at, ramp.Length - 1);
            table[i] = Colour.Mix(ramp[k], ramp[Math.Min(k + 1, ramp.Length - 1)], Ease.Step(1 - soft, 1, at - k));
        }
        return table;
    }
}
