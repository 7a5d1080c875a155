using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>The lie of the land: the crest of every range over the columns of the canvas, and the colour of each.</summary>
internal sealed class Scenery
{
    readonly float[] _feet, _tops;

    Scenery(float[][] ridges, Vector3[] tones, float[] feet, float[] tops, float horizon, Vector3 zenith, Vector3 haze, Vector3 orb, Vector3 star, bool night)
    {
        Ridges = ridges;
        Tones = tones;
        _feet = feet;
        _tops = tops;
        Horizon = horizon;
        Zenith = zenith;
        Haze = haze;
        Orb = orb;
        Star = star;
        Night = night;
    }

    public int Count => Ridges.Length;

    /// <summary>The height of each crest (units from the top) by range, far to near, and column.</summary>
    public float[][] Ridges { get; }

    public Vector3[] Tones { get; }

    public float Horizon { get; }

    public Vector3 Zenith { get; }

    public Vector3 Haze { get; }

    public Vector3 Orb { get; }

    public Vector3 Star { get; }

    public bool Night { get; }

    /// <summary>Where the range's mist is thickest.</summary>
    public float Foot(int range) => _feet[range];

    public float Top(int range) => _tops[range];

    static Vector3 Warmest(Palette palette) => palette.Main.Append(palette.Accent).Where(c => Colour.Lightness(c) > 0.5f).DefaultIfEmpty(palette.Accent).MaxBy(c =>
    {
        var lab = Colour.ToOklab(c);
        return lab.Y + lab.Z;
    });

    public static Scenery Of(Canvas canvas, Brief brief, int count, float rugged, float horizon, Pcg random)
    {
        var palette = brief.Palette;
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x41D6E);
        var ridges = new float[count][];
        float[] feet = new float[count], tops = new float[count];
        var start = canvas.Down * (1 - horizon);
        // One or two ranges tower over the rest.
        int hero = random.Index(Math.Max(1, count * 2 / 3)), second = random.Index(count);
        for (var i = 0; i < count; i++)
        {
            var depth = i / (count - 1f);
            var level = start + (canvas.Down * 1.0f - start) * MathF.Pow(depth, 1.15f) * 0.93f;
            var height = (0.10f + 0.10f * rugged) * (1 - 0.35f * depth) * random.Range(0.6f, 1.2f) * (i == hero ? 1.9f : i == second ? 1.35f : 1) * Math.Min(1.2f, canvas.Down);
            var width = 1.5f + 1.3f * (1 - depth);
            float phase = random.Range(0, 60), bias = random.Range(-0.12f, 0.12f);
            var ridge = new float[canvas.Width];
            var top = float.MaxValue;
            for (var x = 0; x < canvas.Width; x++)
            {
                var u = x / canvas.Unit;
                var soft = noise.Fractal(u * width + phase, i * 7.3f, 3, 0.45f);
                // Ridged noise stands up in peaks; a little fine noise roughens them.
                var sharp = 0.55f - MathF.Abs(noise.At(u * width * 1.1f + phase, i * 3.1f + 5)) * 1.5f - MathF.Abs(noise.At(u * width * 2.7f + phase, i * 3.7f)) * 0.45f;
                var rough = noise.At(u * 17 + phase, i) * 0.05f + noise.At(u * 43 + phase, i) * 0.025f;
                ridge[x] = level - height * (soft * (1 - rugged) * 1.1f + sharp * rugged + rough * (0.3f + rugged) + bias * (u / canvas.Across - 0.5f) * 4);
                top = Math.Min(top, ridge[x]);
            }
            ridges[i] = ridge;
            tops[i] = top;
            feet[i] = i + 1 < count ? start + (canvas.Down - start) * MathF.Pow((i + 1.4f) / (count - 1f), 1.15f) * 0.95f : canvas.Down * 1.25f;
        }
        var night = palette.IsDark && brief.Medium is not Medium.Oil || palette.Name is "night" or "abyss";
        var ink = brief.Medium is Medium.Ink or Medium.Pencil;
        var main = palette.Main.OrderByDescending(Colour.Lightness).ToArray();
        var far = palette.IsDark ? main[^1] : main[0];
        var near = palette.Dark;
        var middle = main[main.Length / 2];
        var haze = ink ? palette.Ground : palette.IsDark ? Colour.Mix(palette.Deep, main[0], 0.38f) : Colour.Mix(palette.Ground, palette.Light, 0.45f);
        Vector3[] tones = [.. Enumerable.Range(0, count).Select(i =>
        {
            var d = i / (count - 1f);
            if (ink) return Colour.Mix(palette.Main[^1], palette.Dark, 0.25f + 0.75f * d);
            var near2 = Colour.Mix(middle, near, 0.75f);
            var c = d < 0.5f ? Colour.Mix(Colour.Mix(far, haze, 0.45f), middle, d * 2) : Colour.Mix(middle, near2, d * 2 - 1);
            return c;
        })];
        var zenith = ink ? Colour.Mix(palette.Ground, palette.Deep, 0.5f) : palette.IsDark ? Colour.Mix(palette.Ground, palette.Dark, 0.35f) : Colour.Mix(palette.Deep, main[0], 0.30f);
        var orb = ink ? (brief.Colours.Count > 0 ? brief.Colours[0] : palette.Accent) : night ? palette.Light : Colour.Mix(Warmest(palette), palette.Light, 0.15f);
        if (!ink && MathF.Abs(Colour.Lightness(orb) - Colour.Lightness(Colour.Mix(zenith, haze, 0.5f))) < 0.13f) orb = palette.Light;
        return new(ridges, tones, feet, tops, horizon, zenith, haze, orb, palette.Light, night);
    }
}
