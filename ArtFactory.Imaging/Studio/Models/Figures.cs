using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>Ways to put the subject's own shapes on the picture.</summary>
internal static class Figures
{
    /// <summary>As cut sheets with shadows.</summary>
    public static void Cut(Canvas canvas, Brief brief, Subject subject, CancellationToken ct)
    {
        var pixels = canvas.Pixels;
        int w = canvas.Width, h = canvas.Height;
        var noise = new Noise(brief.Seed ^ 0xC07);
        var first = true;
        foreach (var (role, points) in subject.Outlines())
        {
            ct.ThrowIfCancellationRequested();
            Vector2[] at = [.. points.Select(p => p * canvas.Unit)];
            var reach = canvas.Unit * subject.Size * (first ? 0.016f : 0.0065f);
            for (var k = 5; k >= 1; k--)
            {
                var shift = new Vector2(0.75f, 1f) * (reach * k / 5f);
                Polygon.Fill(canvas, at.AsSpan().ToArray().Select(p => p + shift).ToArray(), brief.Palette.Dark * 0.5f, first ? 0.11f : 0.075f);
            }
            var colour = brief.Roles[(int)role];
            Polygon.Scan(at, w, h, (i, cover) =>
            {
                int x = i % w, y = i / w;
                var tone = 1 + 0.10f * noise.At(x / canvas.Unit * 4, y / canvas.Unit * 4) - 0.10f * (y / (float)h - 0.5f);
                pixels[i] = Vector3.Lerp(pixels[i], colour * tone, cover);
            }, 0);
            first = false;
        }
    }

    /// <summary>As plain shapes; <paramref name="shade"/> changes the colour by place.</summary>
    public static void Flat(Canvas canvas, Brief brief, Subject subject, float strength, Func<Vector2, Vector3, Vector3>? shade = null)
    {
        var pixels = canvas.Pixels;
        var w = canvas.Width;
        foreach (var (role, points) in subject.Outlines())
        {
            var colour = brief.Roles[(int)role];
            Polygon.Scan([.. points.Select(p => p * canvas.Unit)], canvas.Width, canvas.Height, (i, cover) =>
            {
                var c = shade is null ? colour : shade(new Vector2(i % w, i / w) / canvas.Unit, colour);
                pixels[i] = Vector3.Lerp(pixels[i], c, cover * strength);
            }, 0);
        }
    }

    /// <summary>As washes that bleed.</summary>
    public static void Washed(Canvas canvas, Brief brief, Subject subject, float strength, CancellationToken ct)
    {
        var random = brief.Random(41);
        var pools = new Noise(brief.Seed ^ 0x9001);
        var shapes = subject.Outlines().ToList();
        foreach (var (role, points) in shapes)
        {
            ct.ThrowIfCancellationRequested();
            Vector2[] at = [.. points.Select(p => p * canvas.Unit)];
            if (role is Role.Light)
            {
                // Light parts are paper left bare, with a breath of their colour.
                Polygon.Fill(canvas, at, Colour.Mix(brief.Palette.Ground, brief.Roles[(int)role], 0.5f), 0.9f);
                continue;
            }
            var small = Area(points) < subject.Size * subject.Size * 0.02f;
            Wash.Lay(canvas, at, brief.Roles[(int)role], small ? 0.95f : strength, canvas.Unit * (small ? 0.002f : 0.011f) * subject.Size, small ? 4 : 12, random, pools);
        }
    }

    /// <summary>Only the small parts (eyes, noses), solid, so that they stay sharp whatever lies under them.</summary>
    public static void Details(Canvas canvas, Brief brief, Subject subject, float strength)
    {
        foreach (var (role, points) in subject.Outlines())
            if (Area(points) < subject.Size * subject.Size * 0.012f)
                Polygon.Fill(canvas, [.. points.Select(p => p * canvas.Unit)], brief.Roles[(int)role], strength);
    }

    /// <summary>Takes the colour out under the subject, as a sponge does, so that a wash on it stays clean.</summary>
    public static void Lift(Canvas canvas, Brief brief, Subject subject)
    {
        var edge = 0.004f;
        int w = canvas.Width, h = canvas.Height;
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var d = subject.Distance(new Vector2(x + 0.5f, y + 0.5f) / canvas.Unit);
                if (d > edge * 3) continue;
                ref var pixel = ref canvas.Pixels[y * w + x];
                pixel = Vector3.Lerp(pixel, brief.Palette.Ground, 0.96f * Ease.Step(edge * 2.2f, 0, d));
            }
    }

    /// <summary>In brush strokes along the outline, over a solid base.</summary>
    public static void Brushed(Canvas canvas, Brief brief, Subject subject, CancellationToken ct)
    {
        Flat(canvas, brief, subject, 1, (_, c) => c * 0.72f);
        Strokes(canvas, brief, subject, 1500, 0.0042f, 0.0105f, 0.95f, ct);
        Details(canvas, brief, subject, 0.9f);
    }

    /// <summary>In fine ink lines over what is there.</summary>
    public static void Hatched(Canvas canvas, Brief brief, Subject subject, CancellationToken ct)
    {
        Strokes(canvas, brief, subject, 900, 0.0008f, 0.0026f, 0.85f, ct, darker: 0.11f);
        Details(canvas, brief, subject, 0.95f);
    }

    static void Strokes(Canvas canvas, Brief brief, Subject subject, int count, float from, float to, float strength, CancellationToken ct, float darker = 0)
    {
        var random = brief.Random(42);
        var brush = new Brush(canvas, brief.Medium, brief.Seed ^ 0xF16);
        var points = new List<Vector3>();
        var noise = new Noise(brief.Seed ^ 0x33);
        for (var i = 0; i < count; i++)
        {
            if ((i & 127) == 0) ct.ThrowIfCancellationRequested();
            var at = subject.Centre + new Vector2(random.Range(-0.5f, 0.5f), random.Range(-0.5f, 0.5f)) * subject.Size;
            var role = subject.RoleAt(at);
            if (role < 0) continue;
            var radius = random.Range(from, to) * subject.Size / 0.62f;
            var length = random.Range(0.05f, 0.16f) * subject.Size;
            points.Clear();
            var p = at;
            var step = Math.Max(0.004f, radius * 0.7f);
            var turn = noise.At(at.X * 6, at.Y * 6) * 0.5f;
            var (sin, cos) = MathF.SinCos(turn);
            for (float gone = 0; gone < length; gone += step)
            {
                if (subject.RoleAt(p) != role) break;
                points.Add(new(p * canvas.Unit, radius * canvas.Unit));
                var t = subject.Tangent(p);
                p += new Vector2(t.X * cos - t.Y * sin, t.X * sin + t.Y * cos) * step;
            }
            for (var k = 0; k < points.Count; k++)
                points[k] = points[k] with { Z = points[k].Z * MathF.Max(0.15f, MathF.Pow(MathF.Sin(MathF.PI * (k + 0.5f) / points.Count), 0.5f)) };
            var colour = Colour.Shift(brief.Roles[role], random.Range(-0.05f, 0.06f) - darker - 0.05f * noise.At(at.X * 3, at.Y * 3), 1, random.Range(-8, 8));
            brush.Stroke(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points), colour, strength, i);
        }
    }

    /// <summary>As bent tubes of light along every outline.</summary>
    public static void Tubes(Canvas canvas, Brief brief, Subject subject, CancellationToken ct)
    {
        Flat(canvas, brief, subject, 0.86f, (_, _) => brief.Palette.Dark);
        Flat(canvas, brief, subject, 0.16f);
        var brush = new Brush(canvas, Medium.Neon, brief.Seed);
        var number = 0;
        foreach (var (role, outline) in subject.Outlines())
        {
            ct.ThrowIfCancellationRequested();
            var radius = canvas.Unit * subject.Size * 0.0062f;
            Vector3[] points = [.. outline.Append(outline[0]).Select(p => new Vector3(p * canvas.Unit, radius))];
            brush.Stroke(points, brief.Roles[(int)role], 1, number++);
        }
    }

    internal static float Area(Vector2[] points)
    {
        float area = 0;
        for (var i = 0; i < points.Length; i++)
        {
            Vector2 a = points[i], b = points[(i + 1) % points.Length];
            area += a.X * b.Y - b.X * a.Y;
        }
        return MathF.Abs(area) / 2;
    }
}
