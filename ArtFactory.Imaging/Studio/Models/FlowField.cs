using System.Numerics;
using ArtFactory.Imaging.Studio.Briefs;
using ArtFactory.Imaging.Studio.Drawing;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>
/// Strokes that follow a current and keep their distance from one another: few broad ones, many fine ones, and open ground. Where
/// the prompt names something, the current runs round it and its own strokes follow its outline.
/// </summary>
internal sealed class FlowField : IPicture
{
    public void Paint(Canvas canvas, Brief brief, StudioParameters parameters, CancellationToken ct)
    {
        var settings = Settings.Read(parameters, brief);
        var subject = Placement.Of(brief, canvas, settings.SubjectSize);
        Grounds.Lay(canvas, brief, ct);
        var random = brief.Random(21);
        var current = Current(canvas, brief, settings, subject, random);
        var brush = new Brush(canvas, brief.Medium, brief.Seed ^ brief.Fingerprint);
        var run = new Run(canvas, brief, settings, subject, current, brush, random, ct);
        if (brief.Medium is Medium.Oil) run.Underpaint();
        if (brief.Medium is Medium.Watercolour) run.Washes();
        if (subject is not null) run.Figure();
        run.Surroundings();
        Finish.Apply(canvas, brief.Medium, settings.Texture, settings.Vignette, brief.Seed, ct);
    }

    internal static DirectionField Current(Canvas canvas, Brief brief, Settings settings, Subject? subject, Pcg random)
    {
        var noise = new Noise(brief.Seed ^ brief.Fingerprint ^ 0xF10);
        var heading = random.Range(-0.6f, 0.6f) + (random.Chance(0.25f) ? MathF.PI / 2 : 0);
        var eye = subject?.Centre ?? new Vector2(canvas.Across * (random.Chance(0.5f) ? 0.36f : 0.64f), canvas.Down * random.Range(0.36f, 0.62f));
        var spin = (random.Chance(0.5f) ? 1 : -1) * (subject is null ? random.Range(0.25f, 0.8f) : 0.2f);
        var scale = 1.25f * settings.Scale;
        var force = 0.25f + settings.Turbulence * 1.5f;
        float Potential(Vector2 p)
        {
            var n = noise.Fractal(p.X * scale, p.Y * scale, 2, 0.42f) / scale;
            var r = Vector2.Distance(p, eye);
            return n * force + spin * 0.28f * MathF.Exp(-r * r * 7) + (p.X * -MathF.Sin(heading) + p.Y * MathF.Cos(heading)) * 0.55f;
        }
        return new(canvas.Across, canvas.Down, 150, p =>
        {
            const float E = 0.004f;
            var way = new Vector2(Potential(p + new Vector2(0, E)) - Potential(p - new Vector2(0, E)), Potential(p - new Vector2(E, 0)) - Potential(p + new Vector2(E, 0)));
            way = way.LengthSquared() < 1e-12f ? Vector2.UnitX : Vector2.Normalize(way);
            if (subject is null) return way;
            var tangent = subject.Tangent(p);
            if (Vector2.Dot(tangent, way) < 0) tangent = -tangent;
            var d = subject.Distance(p);
            var pull = d < 0 ? 0.8f : 0.92f * MathF.Exp(-d / 0.06f);
            return Vector2.Lerp(way, tangent, pull);
        });
    }

    internal sealed record Settings(float Density, float Scale, float Turbulence, float Width, float Steps, float Openness, float SubjectSize, float Texture, float Vignette)
    {
        public static Settings Read(StudioParameters p, Brief brief)
        {
            var turbulence = p.Number("turbulence", 0.35f, 0, 1);
            var density = p.Number("density", 0.65f, 0.1f, 1);
            return new(
                Math.Clamp(density + brief.Mood.Density * 0.3f, 0.08f, 1.2f),
                p.Number("scale", 1, 0.3f, 4) * (1 + 0.25f * Math.Max(0, brief.Mood.Energy)),
                Math.Clamp(turbulence + brief.Mood.Energy * 0.5f, 0, 1),
                p.Number("stroke_width", 1, 0.3f, 3),
                p.Integer("steps", 30, 1, 200) * (1 - 0.3f * brief.Mood.Energy),
                p.Number("openness", 0.4f, 0, 1),
                p.Number("subject_size", 0.66f, 0, 0.95f),
                p.Number("texture", 0.8f, 0, 1),
                p.Number("vignette", 0.25f, 0, 1));
        }
    }

    /// <summary>One painting in the making.</summary>
    sealed class Run(Canvas canvas, Brief brief, Settings settings, Subject? subject, DirectionField current, Brush brush, Pcg random, CancellationToken ct)
    {
        readonly Occupancy _taken = new(canvas.Across, canvas.Down);
        readonly Noise _patches = new(brief.Seed ^ brief.Fingerprint ^ 0x9A7);
        readonly List<Vector3> _points = [];
        int _number = 1;

        /// <summary>Oil covers its canvas first, in broad loose strokes.</summary>
        public void Underpaint()
        {
            var palette = brief.Palette;
            for (var i = 0; i < 430; i++)
            {
                var at = Anywhere();
                var t = Patch(at, 1.4f);
                var tone = Colour.Mix(Colour.Mix(palette.Ground, palette.Deep, t), palette.Main[random.Index(palette.Main.Length)], random.Range(0.05f, 0.3f));
                Trace(at, random.Range(0.018f, 0.033f), random.Range(0.12f, 0.3f), _ => true, mark: false);
                Draw(Colour.Shift(tone, random.Range(-0.02f, 0.02f)), 0.9f);
            }
        }

        /// <summary>Watercolour begins with large wet shapes that run into one another.</summary>
        public void Washes()
        {
            var palette = brief.Palette;
            for (var i = 0; i < 15; i++)
            {
                ct.ThrowIfCancellationRequested();
                var at = Anywhere();
                if (Patch(at, 1.1f) < settings.Openness * 0.8f) continue;
                var way = current.At(at);
                var blot = Wash.Blot(at * canvas.Unit, random.Range(0.08f, 0.21f) * canvas.Unit, random.Range(1.1f, 2.2f), MathF.Atan2(way.Y, way.X), random);
                Wash.Lay(canvas, blot, palette.Pick(random.Unit()), random.Range(0.18f, 0.42f), canvas.Unit * 0.05f, 12, random, _patches);
            }
            if (subject is null) return;
            Figures.Lift(canvas, brief, subject);
            Figures.Washed(canvas, brief, subject, 0.85f, ct);
        }

        /// <summary>The subject, part by part, in strokes that stop at the parts' borders.</summary>
        public void Figure()
        {
            switch (brief.Medium)
            {
                case Medium.Watercolour: break;
                case Medium.Ink: Figures.Washed(canvas, brief, subject!, 0.5f, ct); break;
                case Medium.Neon: Figures.Flat(canvas, brief, subject!, 0.12f); break;
                case Medium.Pencil or Medium.Pastel: Figures.Flat(canvas, brief, subject!, 0.5f); break;
                default: Figures.Flat(canvas, brief, subject!, 1, (p, c) => Colour.Shift(c, brief.Medium is Medium.Oil ? -0.09f : -0.05f)); break;
            }
            foreach (var (from, to, tries, gap) in new[] { (0.0065f, 0.0105f, 1400, 0.0012f), (0.0030f, 0.0055f, 3000, 0.0011f), (0.0014f, 0.0024f, 4200, 0.0010f) })
            {
                ct.ThrowIfCancellationRequested();
                for (var i = 0; i < tries; i++)
                {
                    var at = Inside();
                    var role = subject!.RoleAt(at);
                    if (role < 0) continue;
                    var lamp = brief.Medium is Medium.Neon;
                    var radius = random.Range(from, to) * MathF.Sqrt(settings.Width) * (subject.Size / 0.66f) * (lamp ? 0.4f : 1);
                    if (!Trace(at, radius, random.Range(0.06f, 0.22f), p => subject.RoleAt(p) == role, mark: true, lamp ? 0.006f : gap)) continue;
                    var tone = Patch(at, 5) - 0.5f;
                    var colour = Colour.Shift(brief.Roles[role], tone * 0.14f + random.Range(-0.035f, 0.035f), 1 + tone * 0.1f, random.Range(-7, 7));
                    Draw(colour, Opacity());
                }
            }
            Figures.Details(canvas, brief, subject!, 0.92f);
        }

        /// <summary>Everything else: broad strokes first, finer ones into the gaps, fewer where the picture should breathe.</summary>
        public void Surroundings()
        {
            var ink = brief.Medium is Medium.Ink;
            var thin = brief.Medium is Medium.Pencil or Medium.Neon ? 0.55f : 1;
            var lean = subject is null ? 1 : 0.62f;
            foreach (var (from, to, tries, gap, reach) in new[]
            {
                (0.0120f, 0.0210f, ink ? 40 : 260, 0.0050f, 1.0f),
                (0.0060f, 0.0105f, 900, 0.0036f, 0.9f),
                (0.0028f, 0.0050f, 2600, 0.0030f, 0.8f),
                (0.0010f, 0.0019f, 4200, 0.0034f, 1.1f),
            })
            {
                ct.ThrowIfCancellationRequested();
                var wet = brief.Medium is Medium.Watercolour ? from > 0.005f ? 0.12f : 0.6f : 1;
                var count = (int)(tries * wet * settings.Density * canvas.Across * canvas.Down * 1.5f);
                for (var i = 0; i < count; i++)
                {
                    var at = Anywhere();
                    if (subject is not null && subject.Distance(at) < 0.012f) continue;
                    var open = Patch(at, 1.1f);
                    // Broad strokes stay out of the open places; fine ones may enter.
                    if (open < settings.Openness * (from > 0.005f ? 1.05f : 0.75f)) continue;
                    var radius = random.Range(from, to) * settings.Width * thin * lean;
                    var length = settings.Steps * 0.0108f * reach * random.Range(0.5f, 1.4f);
                    if (!Trace(at, radius, length, p => subject is null || subject.Distance(p) > 0.010f, mark: true, gap)) continue;
                    Draw(Choose(at, from), Opacity());
                }
            }
        }

        Vector3 Choose(Vector2 at, float from)
        {
            var palette = brief.Palette;
            if (random.Chance(subject is null ? 0.055f : 0.035f) && from < 0.009f) return palette.Accent;
            if (brief.Medium is Medium.Pencil) return Colour.Mix(palette.Pick(random.Unit()), palette.Dark, 0.5f);
            if (from < 0.002f && random.Chance(0.4f)) return palette.IsDark ? palette.Light : palette.Dark;
            var t = Math.Clamp(_patches.At(at.X * 2.1f + 31, at.Y * 2.1f) * 0.6f + 0.42f + random.Range(-0.2f, 0.2f), 0, 1);
            return Colour.Shift(palette.Pick(t), random.Range(-0.025f, 0.025f));
        }

        float Opacity() => brief.Medium switch
        {
            Medium.Watercolour => random.Range(0.45f, 0.8f),
            Medium.Pencil => random.Range(0.6f, 0.95f),
            Medium.Pastel => random.Range(0.75f, 0.95f),
            Medium.Ink => random.Range(0.82f, 1f),
            _ => 0.97f,
        };

        Vector2 Anywhere() => new(random.Range(-0.03f, canvas.Across + 0.03f), random.Range(-0.03f, canvas.Down + 0.03f));

        Vector2 Inside() => subject!.Centre + new Vector2(random.Range(-0.5f, 0.5f), random.Range(-0.5f, 0.5f)) * subject.Size;

        float Patch(Vector2 at, float scale) => Math.Clamp(_patches.Fractal(at.X * scale, at.Y * scale, 2) * 0.75f + 0.5f, 0, 1);

        /// <summary>Follows the current both ways from a place; false when there is no room for a stroke worth drawing.</summary>
        bool Trace(Vector2 at, float radius, float length, Func<Vector2, bool> allowed, bool mark, float gap = 0)
        {
            if (!allowed(at) || (mark && _taken.Touches(at, radius + gap, 0))) return false;
            var step = Math.Max(0.0035f, radius * 0.7f);
            _points.Clear();
            List<Vector2> way = [at];
            for (var side = 0; side < 2; side++)
            {
                var p = at;
                for (float gone = 0; gone < length / 2; gone += step)
                {
                    var half = p + current.At(p) * (side == 0 ? step / 2 : -step / 2);
                    p += current.At(half) * (side == 0 ? step : -step);
                    if (p.X < -0.08f || p.Y < -0.08f || p.X > canvas.Across + 0.08f || p.Y > canvas.Down + 0.08f) break;
                    if (!allowed(p) || (mark && _taken.Touches(p, radius + gap, _number))) break;
                    way.Add(p);
                }
                if (side == 0) way.Reverse();
            }
            if (way.Count < 3 || (way.Count - 1) * step < radius * 3.2f) return false;
            var tapered = brief.Medium is Medium.Ink or Medium.Pencil or Medium.Pastel or Medium.Oil;
            for (var i = 0; i < way.Count; i++)
            {
                var t = i / (way.Count - 1f);
                var swell = brief.Medium is Medium.Ink
                    ? MathF.Pow(MathF.Sin(MathF.PI * MathF.Pow(Math.Clamp(t, 0.001f, 0.999f), 0.7f)), 0.8f)
                    : tapered ? MathF.Pow(MathF.Sin(MathF.PI * Math.Clamp(t, 0.004f, 0.996f)), 0.45f) : 1;
                _points.Add(new(way[i] * canvas.Unit, radius * canvas.Unit * Math.Max(0.12f, swell)));
                if (mark) _taken.Mark(way[i], radius, _number);
            }
            return true;
        }

        void Draw(Vector3 colour, float strength) =>
            brush.Stroke(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_points), colour, strength, _number++);
    }
}
