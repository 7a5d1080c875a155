using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>
/// Ranges behind ranges, each fading into the mist at its foot, under a sun or moon; trees on the near ones, birds above. A named
/// subject stands large in the sky or before the hills, as on an old print.
/// </summary>
internal sealed class InkLandscape : IPicture
{
    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct)
    {
        var ranges = parameters.Integer("steps", 8, 2, 24);
        var mist = parameters.Number("mist", 0.6f, 0, 1);
        var rugged = Math.Clamp(parameters.Number("ruggedness", 0.5f, 0, 1) + 0.3f * brief.Mood.Energy, 0, 1);
        var horizon = parameters.Number("horizon", 0.45f, 0.2f, 0.8f);
        var life = Math.Clamp(parameters.Number("density", 0.5f, 0, 1) + 0.25f * brief.Mood.Density, 0, 1);
        var texture = parameters.Number("texture", 0.8f, 0, 1);
        var vignette = parameters.Number("vignette", 0.25f, 0, 1);
        var random = brief.Random(101);
        var scenery = Scenery.Of(canvas, brief, ranges, rugged, horizon, random);
        var size = parameters.Number("subject_size", 0.42f, 0, 0.95f);
        // Suns, moons and mountains are here already.
        var subject = brief.Emblem is null || size < 0.05f || Briefs.Sky.All.Contains(brief.Emblem) ? null
            : new Subject(brief.Emblem, new Vector2(canvas.Across * (random.Chance(0.5f) ? 0.40f : 0.60f) - size / 2, canvas.Down * (1 - horizon) - size * 0.97f), size);

        Sky(canvas, brief, scenery, subject, random, ct);
        Hills(canvas, brief, scenery, mist, ct);
        Life(canvas, brief, scenery, life, random, ct);
        if (brief.Medium is Medium.Ink) Seal(canvas, brief, random);
        if (brief.Medium is Medium.Oil) Impasto(canvas, brief);
        Finish.Apply(canvas, brief.Medium, texture, vignette, brief.Seed, ct);
    }

    static void Sky(Canvas canvas, Brief brief, Scenery scenery, Subject? subject, Pcg random, CancellationToken ct)
    {
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x5C1);
        var orb = subject?.Centre ?? new Vector2(canvas.Across * (random.Chance(0.5f) ? 0.33f : 0.67f), canvas.Down * (1 - scenery.Horizon) * random.Range(0.42f, 0.72f));
        var radius = subject is null ? random.Range(0.075f, 0.13f) : subject.Size * 0.60f;
        var ink = brief.Medium is Medium.Ink or Medium.Pencil;
        var (high, low, disc) = (scenery.Zenith, scenery.Haze, ink && brief.Colours.Count > 0 && subject is not null ? Colour.Mix(brief.Palette.Ground, brief.Palette.Main[^1], 0.30f) : scenery.Orb);
        for (var y = 0; y < canvas.Height; y++)
        {
            if ((y & 63) == 0) ct.ThrowIfCancellationRequested();
            for (var x = 0; x < canvas.Width; x++)
            {
                var at = new Vector2(x + 0.5f, y + 0.5f) / canvas.Unit;
                var t = at.Y / (canvas.Down * (1 - scenery.Horizon * 0.6f));
                // Long level clouds: stretched noise.
                var cloud = noise.At(at.X * 1.3f, at.Y * 5.5f) * 0.6f + noise.At(at.X * 3.1f + 8, at.Y * 12f) * 0.4f;
                var colour = Vector3.Lerp(high, low, Ease.Step(0, 1, t + cloud * 0.10f));
                var away = Vector2.Distance(at, orb);
                var glow = MathF.Exp(-MathF.Max(0, away - radius) * 5.5f) * (ink ? 0.10f : scenery.Night ? 0.13f : 0.34f);
                colour = Vector3.Lerp(colour, disc, glow);
                var cover = Math.Clamp((radius - away) * canvas.Unit + 0.5f, 0, 1);
                // Clouds cross the lower half of the disc.
                var veil = Ease.Step(-0.2f, 0.9f, (at.Y - orb.Y) / radius) * Ease.Step(0.0f, 0.45f, cloud + 0.1f);
                canvas.Pixels[y * canvas.Width + x] = Vector3.Lerp(colour, disc * (ink ? 1 + 0.12f * noise.At(at.X * 9, at.Y * 9) : 1), cover * (1 - 0.75f * veil));
            }
        }
        if (scenery.Night) Stars(canvas, scenery, random);
        if (subject is null) return;
        if (brief.Medium is Medium.Watercolour or Medium.Ink)
        {
            Figures.Lift(canvas, brief, subject);
            Figures.Washed(canvas, brief, subject, 0.95f, ct);
            if (brief.Medium is Medium.Ink) Figures.Hatched(canvas, brief, subject, ct);
        }
        else if (brief.Medium is Medium.Oil) Figures.Brushed(canvas, brief, subject, ct);
        else if (brief.Medium is Medium.Neon) Figures.Tubes(canvas, brief, subject, ct);
        else Figures.Cut(canvas, brief, subject, ct);
    }

    static void Stars(Canvas canvas, Scenery scenery, Pcg random)
    {
        var brush = new Brush(canvas, Medium.Gouache, 3);
        for (var i = 0; i < 170; i++)
        {
            var at = new Vector2(random.Range(0, canvas.Across), canvas.Down * (1 - scenery.Horizon) * MathF.Pow(random.Unit(), 1.4f));
            var size = MathF.Pow(random.Unit(), 5) * 0.0019f + 0.0005f;
            brush.Dab(at.X * canvas.Unit, at.Y * canvas.Unit, size * canvas.Unit, scenery.Star, random.Range(0.35f, 0.95f), i);
        }
    }

    static void Hills(Canvas canvas, Brief brief, Scenery scenery, float mist, CancellationToken ct)
    {
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0x4111);
        var ink = brief.Medium is Medium.Ink or Medium.Pencil;
        var water = brief.Medium is Medium.Watercolour;
        var graphic = brief.Medium is Medium.Gouache or Medium.Print;
        var haze = scenery.Haze;
        for (var layer = 0; layer < scenery.Count; layer++)
        {
            ct.ThrowIfCancellationRequested();
            var depth = layer / (scenery.Count - 1f);
            var ridge = scenery.Ridges[layer];
            var tone = scenery.Tones[layer];
            var foot = scenery.Foot(layer);
            var body = Math.Max(0.05f, foot - scenery.Top(layer));
            for (var x = 0; x < canvas.Width; x++)
            {
                var crest = ridge[x];
                var slope = x + 2 < canvas.Width ? (ridge[x + 2] - crest) * canvas.Unit / 2 : 0;
                var first = Math.Max(0, (int)(crest * canvas.Unit));
                for (var y = first; y < canvas.Height; y++)
                {
                    var v = (y + 0.5f) / canvas.Unit;
                    var u = (x + 0.5f) / canvas.Unit;
                    var cover = Math.Clamp((v - crest) * canvas.Unit + 0.5f, 0, 1);
                    var below = v - crest;
                    // Mist thickens towards the foot and is uneven along the valley.
                    var fog = Ease.Step(0.05f, 1.0f, below / body + 0.22f * noise.At(u * 2.3f + layer * 9, v * 5)) * mist * (1 - (ink ? 0.5f : 0.75f) * depth);
                    var grain = noise.At(u * 38 + slope * below * 22 + layer * 5, v * 8 + layer) * 0.5f + noise.At(u * 105 + slope * below * 60, v * 22 + layer * 3) * 0.5f;
                    var face = Math.Clamp(-slope * 0.5f, -0.5f, 0.5f);
                    Vector3 colour;
                    if (ink)
                    {
                        // Brush texture: dry strokes down the slopes, dark along the crest.
                        var stroke = Ease.Step(-0.05f, 0.5f, grain + face * 0.6f) * MathF.Exp(-below * 5.5f);
                        var line = MathF.Exp(-below * canvas.Unit / (2.2f + 2.2f * depth)) * Ease.Step(-0.55f, 0.3f, noise.At(u * 6 + layer * 3, 4));
                        var wash = 0.14f + 0.42f * depth;
                        var amount = Math.Clamp(wash * (1 - fog * 1.25f) + (0.16f + 0.4f * depth) * stroke * (1 - fog) + line * (0.25f + 0.6f * depth), 0, 1);
                        colour = Vector3.Lerp(haze, tone, amount);
                    }
                    else
                    {
                        var light = graphic ? face * 0.10f + grain * 0.025f : face * 0.20f + grain * (water ? 0.10f : 0.11f);
                        colour = Vector3.Lerp(tone * (1 + light), haze, fog);
                        if (water) colour *= 1 - 0.16f * MathF.Exp(-below * canvas.Unit * 0.30f);
                        else colour += new Vector3(0.045f * MathF.Exp(-below * canvas.Unit * 0.25f)) * (graphic ? 1 : 0.5f);
                    }
                    ref var pixel = ref canvas.Pixels[y * canvas.Width + x];
                    pixel = Vector3.Lerp(pixel, colour, cover);
                }
            }
        }
    }

    static void Life(Canvas canvas, Brief brief, Scenery scenery, float life, Pcg random, CancellationToken ct)
    {
        var medium = brief.Medium is Medium.Neon or Medium.Watercolour ? Medium.Gouache : brief.Medium;
        var brush = new Brush(canvas, medium, brief.Seed ^ 0x11FE);
        var number = 0;
        for (var layer = Math.Max(1, scenery.Count - 3); layer < scenery.Count; layer++)
        {
            ct.ThrowIfCancellationRequested();
            var near = (layer - scenery.Count + 4) / 3f;
            var tone = Colour.Mix(scenery.Tones[layer], brief.Palette.Dark, brief.Medium is Medium.Ink ? 0.8f : 0.45f);
            var groves = (int)(life * 9 * canvas.Across);
            for (var g = 0; g < groves; g++)
            {
                var middle = random.Range(0, canvas.Across);
                var count = 1 + random.Index(5);
                for (var k = 0; k < count; k++)
                {
                    var x = middle + random.Normal() * 0.022f;
                    if (x < 0 || x >= canvas.Across) continue;
                    var foot = scenery.Ridges[layer][Math.Clamp((int)(x * canvas.Unit), 0, canvas.Width - 1)] + 0.004f;
                    Pine(canvas, brush, new(x, foot), (0.014f + 0.030f * near * near) * random.Range(0.6f, 1.25f), tone, random, ref number);
                }
            }
        }
        if (life < 0.08f) return;
        var flock = new Vector2(canvas.Across * random.Range(0.2f, 0.8f), canvas.Down * (1 - scenery.Horizon) * random.Range(0.25f, 0.6f));
        for (var i = 0; i < 3 + (int)(life * 8); i++)
        {
            var at = flock + new Vector2(random.Normal() * 0.06f, random.Normal() * 0.025f);
            var wing = random.Range(0.006f, 0.012f);
            var lift = random.Range(0.25f, 0.6f);
            Span<Vector3> bird = [new((at.X - wing) * canvas.Unit, (at.Y - wing * lift) * canvas.Unit, 0.3f), new((at.X - wing * 0.45f) * canvas.Unit, (at.Y - wing * lift * 0.9f) * canvas.Unit, 0.0011f * canvas.Unit), new(at * canvas.Unit, 0.0013f * canvas.Unit), new((at.X + wing * 0.45f) * canvas.Unit, (at.Y - wing * lift * 1.0f) * canvas.Unit, 0.0011f * canvas.Unit), new((at.X + wing) * canvas.Unit, (at.Y - wing * lift * 0.8f) * canvas.Unit, 0.3f)];
            brush.Stroke(bird, scenery.Night ? scenery.Star : brief.Palette.Dark, 0.8f, number++);
        }
    }

    static void Pine(Canvas canvas, Brush brush, Vector2 foot, float height, Vector3 tone, Pcg random, ref int number)
    {
        var unit = canvas.Unit;
        Span<Vector3> trunk = [new(foot * unit, height * 0.045f * unit), new(foot.X * unit, (foot.Y - height) * unit, height * 0.012f * unit)];
        brush.Stroke(trunk, tone, 0.95f, number++);
        var tiers = Math.Clamp((int)(height * unit / 3), 4, 11);
        for (var i = 0; i < tiers; i++)
        {
            var t = (i + 0.6f) / tiers;
            var y = foot.Y - height * (1 - t * 0.86f);
            var reach = height * (0.05f + 0.27f * t) * random.Range(0.75f, 1.15f);
            var drop = height * 0.07f;
            Span<Vector3> bough = [new((foot.X - reach) * unit, (y + drop) * unit, 0.4f), new(foot.X * unit, y * unit, Math.Max(0.6f, height * 0.055f * unit)), new((foot.X + reach) * unit, (y + drop * random.Range(0.6f, 1.2f)) * unit, 0.4f)];
            brush.Stroke(bough, tone, 0.92f, number++);
        }
    }

    /// <summary>The painter's red stamp in a lower corner.</summary>
    static void Seal(Canvas canvas, Brief brief, Pcg random)
    {
        var side = 0.042f * canvas.Unit;
        var left = random.Chance(0.5f) ? 0.06f * canvas.Unit : canvas.Width - 0.06f * canvas.Unit - side;
        var top = canvas.Height - 0.065f * canvas.Unit - side;
        var red = brief.Colours.Count > 0 ? brief.Colours[0] : Colour.Hex("B5322A");
        Polygon.Fill(canvas, [new(left, top + 1), new(left + side - 1, top), new(left + side, top + side - 1), new(left + 1, top + side)], red, 0.9f);
        var brush = new Brush(canvas, Medium.Gouache, brief.Seed);
        for (var i = 0; i < 5; i++)
        {
            // A few carved strokes that look like writing.
            float x = left + side * random.Range(0.2f, 0.5f), y = top + side * (0.18f + i * 0.16f);
            var upright = random.Chance(0.35f);
            Span<Vector3> cut = upright
                ? [new(x + side * 0.2f, y - side * 0.05f, side * 0.035f), new(x + side * 0.2f, Math.Min(y + side * 0.3f, top + side * 0.86f), side * 0.03f)]
                : [new(left + side * 0.17f, y, side * 0.035f), new(left + side * random.Range(0.55f, 0.84f), y, side * 0.03f)];
            brush.Stroke(cut, brief.Palette.Ground, 0.92f, i);
        }
    }

    static void Impasto(Canvas canvas, Brief brief)
    {
        var noise = new Noise(brief.Seed ^ 0x1339);
        for (var y = 0; y < canvas.Height; y++)
            for (var x = 0; x < canvas.Width; x++)
            {
                float u = x / canvas.Unit, v = y / canvas.Unit;
                var bend = noise.At(u * 4, v * 4) * 0.02f;
                var streak = noise.At((u + v * 0.3f) * 30, (v - u * 0.3f + bend) * 240);
                canvas.Relief[y * canvas.Width + x] += streak * 1.6f * canvas.Unit / 1024;
                canvas.Pixels[y * canvas.Width + x] *= 1 + streak * 0.07f;
            }
    }
}
