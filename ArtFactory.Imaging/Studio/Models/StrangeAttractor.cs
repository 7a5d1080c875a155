using System.Numerics;
using System.Runtime.CompilerServices;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>The dust of millions of steps of a chaotic map: light on dark, or pigment on paper. A named subject stands in it, drawn in threads.</summary>
internal sealed class StrangeAttractor : IPicture
{
    // Chosen by eye; the seed moves each a little.
    static readonly (bool Clifford, float A, float B, float C, float D)[] Known =
    [
        (true, -1.4f, 1.6f, 1f, 0.7f), (true, 1.7f, 1.7f, 0.6f, 1.2f), (true, 1.5f, -1.8f, 1.6f, 0.9f),
        (true, -1.8f, -2f, -0.5f, -0.9f), (true, -1.24f, -1.25f, -1.81f, -1.91f), (false, 1.4f, -2.3f, 2.4f, -2.1f),
        (false, 0.97f, -1.899f, 1.381f, -1.506f), (false, -2f, -2f, -1.2f, 2f), (false, -1.34f, 1.43f, 2.14f, -1.96f),
        (true, -1.97f, 2.4f, 1.7f, 0.22f), (false, -1.45f, 2.39f, -0.64f, -2.38f), (false, -1.19f, -2.31f, 0.29f, 2.35f),
        (false, 1.72f, -2.41f, -1.78f, -0.99f), (false, -1.1f, -1.49f, -2.01f, 2.28f), (true, -2.42f, 1.78f, -1.41f, -0.38f),
        (true, -1.38f, -0.97f, 1.27f, -1.76f), (false, 2.28f, 1.37f, -0.31f, -2.05f), (false, -0.68f, -1.82f, -1.78f, -1.35f),
        (false, -2.09f, -2.41f, -0.62f, -1.73f), (false, 2.05f, -1.7f, 0.97f, -2.36f), (false, -0.23f, 2.42f, 1.61f, 1.53f),
        (false, 2.43f, -0.86f, 0.91f, 1.43f), (true, 0.95f, 1.58f, 1.51f, 1.86f), (false, 2.36f, 2.07f, 0.75f, 2.27f),
        (false, -0.32f, -2.37f, -2.28f, -2.49f), (true, -1.41f, 1.55f, 0.71f, -1.84f), (true, 1.69f, 1.85f, 0.95f, 1.74f),
        (true, -1.41f, -1.46f, -1.22f, 1.77f), (true, -1.58f, 1.01f, 1.63f, -2.29f), (false, 1.36f, 1.57f, 2.21f, -1.26f),
    ];

    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct)
    {
        var steps = parameters.Integer("steps", 8, 1, 60);
        var zoom = parameters.Number("scale", 1, 0.4f, 3);
        var symmetry = parameters.Integer("symmetry", 1, 1, 12);
        var exposure = parameters.Number("exposure", 1, 0.2f, 4);
        var texture = parameters.Number("texture", 0.7f, 0, 1);
        var vignette = parameters.Number("vignette", 0.35f, 0, 1);
        var subject = Placement.Of(brief, canvas, parameters.Number("subject_size", 0.6f, 0, 0.95f));
        var paper = brief.Medium is Medium.Ink or Medium.Watercolour or Medium.Pencil or Medium.Pastel or Medium.Print || (brief.Medium is Medium.Gouache && !brief.Palette.IsDark);

        Grounds.Lay(canvas, brief, ct);
        var random = brief.Random(61);
        var dust = new Haze(canvas, Ramp(brief, paper));
        Wander(canvas, brief, dust, random, steps, zoom, symmetry, subject, ct);
        dust.Settle(canvas, exposure * (subject is null ? 1 : 0.62f), paper, brief.Medium is Medium.Oil);
        if (subject is not null)
        {
            var threads = new Dust(canvas);
            Threads(canvas, brief, threads, subject, steps, ct);
            if (!paper) Figures.Flat(canvas, brief, subject, 0.80f, (_, c) => Colour.Mix(brief.Palette.Dark, c, 0.30f));
            else if (brief.Medium is Medium.Watercolour or Medium.Ink) Figures.Lift(canvas, brief, subject);
            if (paper) Figures.Flat(canvas, brief, subject, 0.55f);
            threads.Settle(canvas, exposure * 0.9f, paper, false);
            Figures.Details(canvas, brief, subject, 0.9f);
        }
        if (!paper && brief.Medium is not Medium.Neon) Glow.Add(canvas, 0.30f, ct);
        Finish.Apply(canvas, brief.Medium, texture, vignette, brief.Seed, ct);
    }

    static void Wander(Canvas canvas, Brief brief, Haze dust, Pcg random, int steps, float zoom, int symmetry, Subject? subject, CancellationToken ct)
    {
        var map = Choose(random, brief.Mood.Energy);
        var (middle, spread) = Extent(map);
        var angle = random.Range(0, MathF.Tau);
        var fit = zoom * 0.98f * Math.Min(canvas.Across, canvas.Down) / spread;
        if (Math.Max(canvas.Across, canvas.Down) > 1.25f) fit *= 1.25f;
        var centre = subject?.Centre ?? new Vector2(canvas.Across * random.Range(0.46f, 0.54f), canvas.Down * random.Range(0.46f, 0.54f));
        if (subject is not null) fit *= 1.12f;
        var total = (long)(steps * 1_000_000L * Math.Clamp(canvas.Width * (double)canvas.Height / (1024 * 1024), 0.02, 4));
        var turns = new (float Sin, float Cos)[symmetry];
        for (var k = 0; k < symmetry; k++) turns[k] = MathF.SinCos(angle + k * MathF.Tau / symmetry);
        float x = 0.1f, y = 0.1f, speed = 0;
        for (var i = 0; i < 50; i++) map.Step(ref x, ref y);
        uint state = random.Next() | 1;
        for (long i = 0; i < total; i++)
        {
            if ((i & 0x3FFFF) == 0) ct.ThrowIfCancellationRequested();
            float ox = x, oy = y;
            map.Step(ref x, ref y);
            // How far the point leapt tells its strand; smoothed over its past, so that strands keep their colour.
            speed = speed * 0.45f + (MathF.Abs(x - ox) + MathF.Abs(y - oy)) * 0.55f;
            var shade = Math.Clamp((int)(speed * 62), 0, 255);
            var turn = symmetry == 1 ? turns[0] : turns[(int)(i % symmetry)];
            float dx = (x - middle.X) * fit, dy = (y - middle.Y) * fit;
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            var px = (centre.X + dx * turn.Cos - dy * turn.Sin) * canvas.Unit + (state & 0xFFFF) * (1f / 65536f);
            var py = (centre.Y + dx * turn.Sin + dy * turn.Cos) * canvas.Unit + (state >> 16) * (1f / 65536f);
            dust.Drop(px, py, shade);
        }
        dust.Scale = canvas.Width * (float)canvas.Height / total;
    }

    /// <summary>Hairs along the outline's direction, thousands of them, each a faint curve.</summary>
    static void Threads(Canvas canvas, Brief brief, Dust dust, Subject subject, int steps, CancellationToken ct)
    {
        var random = brief.Random(62);
        var noise = new Noise(brief.Seed ^ 0x7EAD);
        var hairs = 900 * (4 + Math.Min(steps, 30)) / 14;
        var step = 0.55f / canvas.Unit;
        long drops = 0;
        for (var i = 0; i < hairs * 4; i++)
        {
            if ((i & 127) == 0) ct.ThrowIfCancellationRequested();
            var at = subject.Centre + new Vector2(random.Range(-0.5f, 0.5f), random.Range(-0.5f, 0.5f)) * subject.Size;
            var role = subject.RoleAt(at);
            if (role < 0) continue;
            var colour = Colour.Shift(brief.Roles[role], random.Range(-0.08f, 0.12f), 1, random.Range(-10, 10));
            var length = (int)(random.Range(0.05f, 0.2f) * subject.Size / step);
            var turn = random.Range(-0.25f, 0.25f);
            var way = subject.Tangent(at);
            for (var k = 0; k < length; k++)
            {
                if ((k & 7) == 0)
                {
                    if (subject.RoleAt(at) != role) break;
                    way = subject.Tangent(at);
                    var bend = turn + noise.At(at.X * 7, at.Y * 7) * 0.6f;
                    way = new(way.X - way.Y * bend, way.Y + way.X * bend);
                }
                at += way * step;
                dust.Drop(at.X * canvas.Unit, at.Y * canvas.Unit, colour);
                drops++;
            }
        }
        dust.Scale = subject.Size * subject.Size * canvas.Unit * canvas.Unit * 0.4f / Math.Max(1, drops);
    }

    static Vector3[] Ramp(Brief brief, bool paper)
    {
        var palette = brief.Palette;
        var main = palette.Main.OrderBy(c => Colour.ToOklch(c).Z).ToArray();
        Vector3[] stops = paper
            ? [palette.Dark, .. main.Select(c => Colour.Lightness(c) > 0.75f ? Colour.Shift(c, -0.12f) : c), palette.Accent]
            : [.. main.Select(c => Colour.Lightness(c) < 0.55f ? Colour.Shift(c, 0.2f, 1.25f) : c), palette.Accent, palette.Light];
        return [.. Enumerable.Range(0, 256).Select(i =>
        {
            var t = i / 255f * (stops.Length - 1);
            var k = Math.Min((int)t, stops.Length - 2);
            return Colour.Mix(stops[k], stops[k + 1], t - k);
        })];
    }

    static Map Choose(Pcg random, float energy)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (clifford, a, b, c, d) = Known[random.Index(Known.Length)];
            var wander = attempt > 36 ? 0 : 0.025f + 0.03f * Math.Max(0, energy);
            var map = new Map(clifford, a + random.Range(-wander, wander), b + random.Range(-wander, wander), c + random.Range(-wander, wander), d + random.Range(-wander, wander));
            if (attempt > 40 || Fills(map)) return map;
        }
    }

    /// <summary>Whether the map keeps moving over a fair share of its square (some settle on a few points).</summary>
    static bool Fills(Map map)
    {
        var seen = new bool[64 * 64];
        float x = 0.1f, y = 0.1f;
        var cells = 0;
        for (var i = 0; i < 20000; i++)
        {
            map.Step(ref x, ref y);
            if (i < 100) continue;
            var cell = Math.Clamp((int)((y + 3) * 10.6f), 0, 63) * 64 + Math.Clamp((int)((x + 3) * 10.6f), 0, 63);
            if (seen[cell]) continue;
            seen[cell] = true;
            cells++;
        }
        return cells > 420;
    }

    static (Vector2 Middle, float Spread) Extent(Map map)
    {
        float x = 0.1f, y = 0.1f;
        Vector2 low = new(9), high = new(-9);
        for (var i = 0; i < 30000; i++)
        {
            map.Step(ref x, ref y);
            if (i < 100) continue;
            low = Vector2.Min(low, new(x, y));
            high = Vector2.Max(high, new(x, y));
        }
        return ((low + high) / 2, Math.Max(high.X - low.X, high.Y - low.Y));
    }

    readonly record struct Map(bool Clifford, float A, float B, float C, float D)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(ref float x, ref float y)
        {
            float nx, ny;
            if (Clifford)
            {
                nx = Sine(A * y) + C * Sine(A * x + MathF.PI / 2);
                ny = Sine(B * x) + D * Sine(B * y + MathF.PI / 2);
            }
            else
            {
                nx = Sine(A * y) - Sine(B * x + MathF.PI / 2);
                ny = Sine(C * x) - Sine(D * y + MathF.PI / 2);
            }
            x = nx;
            y = ny;
        }

        /// <summary>A polynomial: quicker than the library's, and the same on every machine, which a chaotic map needs.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static float Sine(float x)
        {
            var turns = MathF.Round(x * (1 / MathF.PI));
            var r = x - turns * MathF.PI;
            var s = r * r;
            var y = r * (1 + s * (-0.16666667f + s * (0.00833312f + s * (-0.000198117f + s * 2.6e-6f))));
            return ((int)turns & 1) == 0 ? y : -y;
        }
    }
}
