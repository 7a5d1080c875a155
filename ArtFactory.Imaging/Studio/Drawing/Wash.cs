using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>A wet shape: many thin layers of one outline, each crinkled differently, so that the edge bleeds and the middle holds.</summary>
internal static class Wash
{
    /// <param name="points">The outline in pixels.</param>
    /// <param name="strength">0 to 1: how much pigment in all.</param>
    /// <param name="spread">How far the edge wanders, in pixels.</param>
    /// <param name="opaque">Covers instead of tinting what lies below (for light washes on dark ground).</param>
    public static void Lay(Canvas canvas, Vector2[] points, Vector3 colour, float strength, float spread, int layers, Pcg random, Noise pools, bool opaque = false)
    {
        var pixels = canvas.Pixels;
        var share = 1 - MathF.Pow(1 - Math.Clamp(strength, 0, 0.97f), 1f / layers);
        // All layers together let through the colour itself, to the power of the strength.
        var bleed = Vector3.One - new Vector3(MathF.Pow(colour.X + 0.004f, strength / layers), MathF.Pow(colour.Y + 0.004f, strength / layers), MathF.Pow(colour.Z + 0.004f, strength / layers));
        var w = canvas.Width;
        var scale = 9 / canvas.Unit;
        for (var layer = 0; layer < layers; layer++)
        {
            // The first layers keep to the line, the later ones stray.
            var crinkled = Crinkle(points, spread * (0.25f + 1.1f * layer / layers), random);
            float ox = random.Range(0, 50), oy = random.Range(0, 50);
            Polygon.Scan(crinkled, canvas.Width, canvas.Height, (i, cover) =>
            {
                var pool = 1 + 0.75f * pools.At(i % w * scale + ox, i / w * scale + oy);
                var amount = Math.Max(0, cover * pool);
                pixels[i] = opaque ? Vector3.Lerp(pixels[i], colour, Math.Min(1, amount * share)) : pixels[i] * (Vector3.One - bleed * amount);
            }, 0);
        }
    }

    /// <summary>Splits every edge in two, three times over, pushing each new point aside by a share of the edge's length.</summary>
    static Vector2[] Crinkle(Vector2[] points, float spread, Pcg random)
    {
        var current = points;
        if (current.Length > 72) current = [.. current.Where((_, i) => i % (current.Length / 48) == 0)];
        for (var round = 0; round < 3; round++)
        {
            var next = new Vector2[current.Length * 2];
            for (var i = 0; i < current.Length; i++)
            {
                Vector2 a = current[i], b = current[(i + 1) % current.Length];
                var edge = b - a;
                var reach = Math.Min(edge.Length() * 0.5f, spread) * (round == 0 ? 1 : 0.8f);
                next[2 * i] = a;
                next[2 * i + 1] = a + edge * random.Range(0.35f, 0.65f) + new Vector2(random.Normal(), random.Normal()) * reach * 0.6f;
            }
            current = next;
        }
        return current;
    }

    /// <summary>A rounded irregular outline to wash.</summary>
    public static Vector2[] Blot(Vector2 centre, float radius, float stretch, float angle, Pcg random)
    {
        var points = new Vector2[18];
        var (sin, cos) = MathF.SinCos(angle);
        for (var i = 0; i < points.Length; i++)
        {
            var (s, c) = MathF.SinCos(i / (float)points.Length * MathF.Tau);
            var r = radius * random.Range(0.75f, 1.2f);
            var p = new Vector2(c * r * stretch, s * r);
            points[i] = centre + new Vector2(p.X * cos - p.Y * sin, p.X * sin + p.Y * cos);
        }
        return points;
    }
}
