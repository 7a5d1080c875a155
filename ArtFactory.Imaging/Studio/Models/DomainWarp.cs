using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>
/// Noise bent by noise, cut into levels: layered paper, marbled oil, floating ink or light, as the medium asks. A named subject
/// lies in the middle of the levels, which echo its outline.
/// </summary>
internal sealed class DomainWarp : IPicture
{
    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct) =>
        Paint(canvas, brief, Settings.Read(parameters, brief), null, 0, 0, ct);

    /// <param name="placed">The subject when the caller has already placed it.</param>
    /// <param name="turn">Where in its loop the picture is, 0 to 1.</param>
    /// <param name="speed">How far it moves in a loop; 0 stands still.</param>
    internal static void Paint(Canvas canvas, Brief brief, Settings settings, Subject? placed, float turn, float speed, CancellationToken ct)
    {
        var subject = placed ?? Placement.Of(brief, canvas, settings.SubjectSize);
        var height = Heights(canvas, brief, settings, subject, turn, speed, ct);
        var random = brief.Random(31);
        var ramp = Levels(brief, settings.Levels, random);
        switch (brief.Medium)
        {
            case Medium.Ink or Medium.Pencil: Floating.Paint(canvas, brief, height, settings.Levels, subject, ct); break;
            case Medium.Neon: Floating.Light(canvas, brief, height, settings.Levels, subject, ct); break;
            case Medium.Oil or Medium.Watercolour or Medium.Pastel: Marbled.Paint(canvas, brief, height, ramp, subject, ct); break;
            default: CutPaper.Paint(canvas, brief, height, ramp, subject, ct); break;
        }
        Finish.Apply(canvas, brief.Medium, settings.Texture, settings.Vignette, brief.Seed, ct);
    }

    internal sealed record Settings(float Scale, float Warp, int Levels, float Echo, float Texture, float Vignette, float SubjectSize)
    {
        public static Settings Read(StudioParameters p, Brief brief) => new(
            p.Number("scale", 1, 0.3f, 4) * (1 + 0.35f * brief.Mood.Energy + 0.2f * brief.Mood.Density),
            p.Number("warp", 1, 0, 3) * (1 + 0.6f * brief.Mood.Energy),
            p.Integer("steps", 12, 2, 60),
            p.Number("echo", 0.6f, 0, 1),
            p.Number("texture", 0.8f, 0, 1),
            p.Number("vignette", 0.25f, 0, 1),
            p.Number("subject_size", 0.62f, 0, 0.95f));
    }

    /// <summary>From 0, the deepest, to 1, evenly spread.</summary>
    static Field Heights(Canvas canvas, Brief brief, Settings settings, Subject? subject, float loop, float speed, CancellationToken ct)
    {
        var (scale, warp, echo) = (settings.Scale, settings.Warp, settings.Echo);
        // The field is read round a small circle, which ends where it began.
        var (drift, sway) = MathF.SinCos(loop * MathF.Tau);
        drift *= 0.22f * speed;
        sway *= 0.22f * speed;
        var salt = brief.Seed ^ brief.Fingerprint;
        Noise a = new(salt ^ 1), b = new(salt ^ 2), c = new(salt ^ 3);
        var random = brief.Random(32);
        var turn = random.Range(0, MathF.PI);
        var (sin, cos) = MathF.SinCos(turn);
        var stretch = random.Range(1.25f, 2.1f);
        var eye = subject?.Centre ?? new Vector2(canvas.Across * random.Range(0.3f, 0.7f), canvas.Down * random.Range(0.35f, 0.65f));
        var octaves = brief.Mood.Energy > 0.3f ? 4 : 3;
        var cell = Math.Max(1, (int)(canvas.Unit / (speed > 0 ? 200 : 512)));
        var field = new Field(canvas, cell, (x, y) =>
        {
            float px = (x * cos + y * sin) * scale * 0.9f * stretch, py = (y * cos - x * sin) * scale * 0.9f;
            float qx = a.Fractal(px + drift, py + sway, 2), qy = b.Fractal(px - sway, py + drift, 2);
            float rx = c.At(px * 1.3f + qx * 1.9f * warp, py * 1.3f + qy * 1.9f * warp), ry = a.At(px * 1.3f + 7 + qy * 1.9f * warp, py * 1.3f - 3 + qx * 1.9f * warp);
            var f = b.Fractal(px + rx * 0.75f * warp, py + ry * 0.75f * warp, octaves, 0.42f);
            var distance = subject?.Distance(new(x, y)) ?? Vector2.Distance(new(x, y), eye) * 0.55f - 0.12f;
            var pull = subject is null ? 0.45f : echo * 1.9f * MathF.Exp(-Math.Max(0, distance) * 5);
            // The levels rise away from the subject, as a clearing does from its middle.
            return f * (1 - 0.5f * Math.Min(1, pull)) + distance * (subject is null ? 0.9f : 1.2f + 2.2f * pull);
        }, ct);
        field.Smooth(speed > 0 ? 1 : 3);
        field.Equalise();
        return field;
    }

    /// <summary>The colour of each level: a walk through the palette with a few bright surprises.</summary>
    static Vector3[] Levels(Brief brief, int levels, Pcg random)
    {
        var palette = brief.Palette;
        Vector3[] stops = palette.IsDark
            ? [palette.Dark, palette.Deep, .. palette.Main.OrderBy(Colour.Lightness), palette.Light]
            : [palette.Light, palette.Ground, .. palette.Main.OrderByDescending(Colour.Lightness), palette.Dark];
        // Wet colour has no black in it.
        if (brief.Medium is Medium.Watercolour) stops = [palette.Light, palette.Ground, .. palette.Main.OrderByDescending(Colour.Lightness).Select(c => Colour.Shift(c, 0, 1.25f))];
        if (random.Chance(0.4f) && brief.Emblem is null) Array.Reverse(stops);
        var surprise = 1 + random.Index(Math.Max(1, levels - 2));
        return [.. Enumerable.Range(0, levels).Select(i =>
        {
            var t = levels == 1 ? 0 : i / (levels - 1f) * (stops.Length - 1);
            var k = Math.Min((int)t, stops.Length - 2);
            var colour = Colour.Mix(stops[k], stops[k + 1], t - k);
            return i == surprise ? palette.Accent : Colour.Shift(colour, random.Range(-0.025f, 0.025f), 1, random.Range(-5, 5));
        })];
    }
}
