using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Tiles that crowd where the eye should go and part along the subject's outline: ceramic, glass, facets or washes.</summary>
internal sealed class VoronoiMosaic : IPicture
{
    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct)
    {
        var mood = brief.Mood;
        var density = Math.Clamp(parameters.Number("density", 0.5f, 0.05f, 1) + 0.25f * mood.Density, 0.04f, 1.2f);
        var rounds = parameters.Integer("steps", 10, 0, 60);
        var grout = parameters.Number("grout", 1, 0, 4);
        var contrast = parameters.Number("contrast", 0.6f, 0, 1);
        var texture = parameters.Number("texture", 0.8f, 0, 1);
        var vignette = parameters.Number("vignette", 0.3f, 0, 1);
        var subject = Placement.Of(brief, canvas, parameters.Number("subject_size", 0.7f, 0, 0.95f));

        var random = brief.Random(51);
        var count = (int)(350 + 2300 * density * density * canvas.Across * canvas.Down);
        var tiles = new Tiling(canvas, subject, count, contrast * (1 + 0.3f * mood.Energy), rounds, random, ct);
        var colours = Colours(canvas, brief, subject, tiles, random);
        Render(canvas, brief, subject, tiles, colours, grout, ct);
        if (subject is not null) Figures.Details(canvas, brief, subject, brief.Medium is Medium.Neon ? 0.5f : 0.92f);
        Finish.Apply(canvas, brief.Medium, texture, vignette, brief.Seed, ct);
    }

    /// <summary>Broad drifts of neighbouring colours, brighter towards the eye of the picture, and a few tiles of gold.</summary>
    static Vector3[] Colours(Canvas canvas, Brief brief, Subject? subject, Tiling tiles, Pcg random)
    {
        var palette = brief.Palette;
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x7113);
        var colours = new Vector3[tiles.Count];
        var calm = brief.Mood.Energy < -0.2f ? 0.6f : 1;
        for (var i = 0; i < tiles.Count; i++)
        {
            var at = tiles.Sites[i];
            var jitter = random.Range(-0.06f, 0.06f);
            var role = tiles.Roles[i];
            if (role >= 0)
            {
                var shade = noise.At(at.X * 4, at.Y * 4) * 0.07f;
                colours[i] = Colour.Shift(brief.Roles[role], jitter * 0.9f + shade, 1, random.Range(-9, 9));
                continue;
            }
            var flow = noise.Fractal(at.X * 1.5f, at.Y * 1.5f, 2) * 0.9f * calm;
            var away = subject is null ? Vector2.Distance(at, tiles.Eye) : Math.Max(0, subject.Distance(at));
            var t = Math.Clamp(0.15f + away * 1.05f + flow + random.Range(-0.10f, 0.10f), 0, 1);
            Vector3[] walk = [palette.IsDark ? palette.Main[0] : palette.Light, palette.Ground, .. palette.Main.OrderByDescending(Colour.Lightness), palette.Deep];
            var k = t * (walk.Length - 1);
            var step = Math.Min((int)k, walk.Length - 2);
            var colour = Colour.Mix(walk[step], walk[step + 1], Ease.Step(0.25f, 0.75f, k - step));
            colours[i] = random.Chance(0.022f) ? palette.Accent : Colour.Shift(colour, jitter * 0.75f, 1, random.Range(-6, 6));
        }
        return colours;
    }

    static void Render(Canvas canvas, Brief brief, Subject? subject, Tiling tiles, Vector3[] colours, float grout, CancellationToken ct)
    {
        int w = canvas.Width, h = canvas.Height;
        var medium = brief.Medium;
        var palette = brief.Palette;
        var noise = new Noise(brief.Seed ^ 0x6E0);
        var salt = (uint)brief.Seed;
        var pixel = 1 / canvas.Unit;
        var gap = 0.0019f * grout * (medium is Medium.Watercolour ? 0.9f : medium is Medium.Oil ? 0.0f : medium is Medium.Neon ? 0.55f : 1);
        var bed = medium switch
        {
            Medium.Ink or Medium.Neon => palette.Dark,
            Medium.Watercolour or Medium.Pencil or Medium.Pastel => palette.Ground,
            _ => palette.IsDark ? palette.Dark * 0.8f : Colour.Mix(palette.Dark, palette.Ground, 0.18f),
        };
        var relief = medium is Medium.Oil ? canvas.Relief : [];
        for (var y = 0; y < h; y++)
        {
            if ((y & 15) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < w; x++)
            {
                var at = new Vector2((x + 0.5f) * pixel, (y + 0.5f) * pixel);
                var (tile, edge, way) = tiles.At(at);
                var role = tiles.Roles[tile];
                var colour = colours[tile];
                var turn = Ease.Hash(tile, 1, salt) * MathF.Tau;
                var local = at - tiles.Sites[tile];
                var tilt = (local.X * MathF.Cos(turn) + local.Y * MathF.Sin(turn)) / tiles.Spacing;
                var width = medium is Medium.Ink ? gap * (0.35f + 1.5f * Ease.Step(-0.4f, 0.5f, noise.At(at.X * 5, at.Y * 5))) : gap;
                var inside = Math.Clamp((edge - width) * canvas.Unit + 0.5f, 0, 1);
                Vector3 result;
                switch (medium)
                {
                    case Medium.Ink:
                    {
                        var tone = role >= 0 ? (role == (int)Role.Light ? 0.08f : 0.92f) : Ease.Hash(tile, 2, salt) < 0.16f ? 0.75f : 0.10f * Ease.Hash(tile, 3, salt);
                        var wash = tone * (0.8f + 0.25f * noise.At(at.X * 14 + tile, at.Y * 14));
                        var dye = role >= 0 ? colour : Ease.Hash(tile, 4, salt) < 0.035f ? palette.Accent : palette.Main[Ease.Hash(tile, 5, salt) < 0.5f ? 0 : 1];
                        result = Vector3.Lerp(bed, Vector3.Lerp(palette.Ground, dye, Math.Clamp(wash, 0, 1)), inside);
                        break;
                    }
                    case Medium.Watercolour:
                    {
                        var rim = MathF.Exp(-(edge - width) * canvas.Unit * 0.22f * (1024 / canvas.Unit));
                        var pool = 0.68f + 0.22f * tilt + 0.30f * noise.At(at.X * 9 + tile * 0.7f, at.Y * 9) + 0.42f * rim;
                        result = Vector3.Lerp(palette.Ground, palette.Ground * Vector3.Lerp(Vector3.One, colour, Math.Clamp(pool, 0.1f, 1)), inside);
                        break;
                    }
                    case Medium.Oil:
                    {
                        var (s, c) = MathF.SinCos(turn * 0.25f + 0.6f);
                        var streak = noise.At((local.X * c + local.Y * s) * 26 + tile * 3.1f, (local.Y * c - local.X * s) * 260);
                        result = colour * (1 + 0.15f * streak + 0.16f * tilt);
                        var ridge = MathF.Exp(-edge * canvas.Unit * 0.35f * (1024 / canvas.Unit));
                        relief[y * w + x] = (streak * 1.5f + ridge * 2.4f + tilt * 3) * canvas.Unit / 1024;
                        result = Vector3.Lerp(result, bed, 0.30f * MathF.Exp(-edge * 900));
                        break;
                    }
                    case Medium.Neon:
                    {
                        var dim = colour * (role >= 0 ? 0.16f : 0.035f) * (0.7f + tilt * 0.5f);
                        result = palette.Dark + dim + colour * (1.15f * MathF.Exp(-MathF.Max(0, edge - width) * 620)) * (role >= 0 ? 1.3f : 0.55f);
                        result += new Vector3(role >= 0 ? 0.5f : 0.12f) * (1 - inside);
                        break;
                    }
                    default:
                    {
                        // A little pillow: lit above left, shaded below right, and each tile set at its own angle.
                        var bevel = MathF.Exp(-(edge - width) * 330) * (way.X * 0.6f + way.Y * 0.8f);
                        var grain = noise.At(at.X * 95 + tile * 1.7f, at.Y * 95) * 0.035f;
                        result = colour * (1 + 0.17f * tilt + 0.32f * bevel + grain);
                        result = Vector3.Lerp(bed * (1 + 0.1f * noise.At(at.X * 200, at.Y * 200)), result, inside);
                        break;
                    }
                }
                canvas.Pixels[y * w + x] = result;
            }
        }
    }
}
