using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>
/// Lays variable-width strokes on a canvas. A stroke is first gathered into a mask (how much it covers, and where across and
/// along itself each pixel lies), then laid down once, so that it does not overlap itself and a medium can show its bristles.
/// </summary>
internal sealed class Brush
{
    readonly Canvas _canvas;
    readonly Medium _medium;
    readonly Noise _tooth;
    readonly float[] _cover, _across, _along;
    readonly uint _seed;
    int _left, _top, _right, _bottom;

    public Brush(Canvas canvas, Medium medium, ulong seed)
    {
        _canvas = canvas;
        _medium = medium;
        _seed = (uint)Pcg.Mix(seed);
        _tooth = new Noise(seed ^ 0x700F);
        _cover = new float[canvas.Width * canvas.Height];
        _across = new float[canvas.Width * canvas.Height];
        _along = new float[canvas.Width * canvas.Height];
        Reset();
    }

    /// <summary>
    /// One stroke through <paramref name="points"/> (pixels), Z being the radius at each.
    /// </summary>
    /// <param name="strength">0 to 1: how opaque the paint is.</param>
    /// <param name="number">Gives each stroke its own bristles.</param>
    public void Stroke(ReadOnlySpan<Vector3> points, Vector3 colour, float strength, int number)
    {
        if (points.Length < 2) return;
        float length = 0, radius = 0;
        for (var i = 1; i < points.Length; i++)
        {
            length += Vector2.Distance(new(points[i - 1].X, points[i - 1].Y), new(points[i].X, points[i].Y));
            radius = Math.Max(radius, points[i].Z);
        }
        if (length < 0.5f) return;
        float done = 0;
        for (var i = 1; i < points.Length; i++)
        {
            var step = Vector2.Distance(new(points[i - 1].X, points[i - 1].Y), new(points[i].X, points[i].Y));
            Segment(points[i - 1], points[i], done, step);
            done += step;
        }
        Lay(colour, strength, length, radius, number);
        Reset();
    }

    /// <summary>A single dab: a disc, soft at the rim by one pixel.</summary>
    public void Dab(float x, float y, float radius, Vector3 colour, float strength, int number) =>
        Stroke([new(x - 0.3f, y, radius), new(x + 0.3f, y, radius)], colour, strength, number);

    void Segment(Vector3 a, Vector3 b, float start, float length)
    {
        if (length < 1e-4f) return;
        var reach = Math.Max(a.Z, b.Z) + 1.5f;
        int left = Math.Max(0, (int)(Math.Min(a.X, b.X) - reach)), right = Math.Min(_canvas.Width - 1, (int)(Math.Max(a.X, b.X) + reach));
        int top = Math.Max(0, (int)(Math.Min(a.Y, b.Y) - reach)), bottom = Math.Min(_canvas.Height - 1, (int)(Math.Max(a.Y, b.Y) + reach));
        if (left > right || top > bottom) return;
        _left = Math.Min(_left, left);
        _right = Math.Max(_right, right);
        _top = Math.Min(_top, top);
        _bottom = Math.Max(_bottom, bottom);
        float ux = (b.X - a.X) / length, uy = (b.Y - a.Y) / length;
        for (var y = top; y <= bottom; y++)
        {
            var py = y + 0.5f - a.Y;
            var row = y * _canvas.Width;
            for (var x = left; x <= right; x++)
            {
                var px = x + 0.5f - a.X;
                var along = Math.Clamp(px * ux + py * uy, 0, length);
                float ox = px - along * ux, oy = py - along * uy;
                var t = along / length;
                var r = a.Z + (b.Z - a.Z) * t;
                var squared = ox * ox + oy * oy;
                if (squared > (r + 1) * (r + 1)) continue;
                // Thinner than a pixel: full width, less cover.
                var fine = Math.Min(1, r * 2);
                var cover = Math.Min(1, Math.Max(r, 0.5f) - MathF.Sqrt(squared) + 0.5f) * fine;
                var i = row + x;
                if (cover <= _cover[i]) continue;
                _cover[i] = cover;
                _across[i] = (px * -uy + py * ux) / Math.Max(r, 0.5f);
                _along[i] = start + along;
            }
        }
    }

    void Lay(Vector3 colour, float strength, float length, float radius, int number)
    {
        var pixels = _canvas.Pixels;
        var salt = unchecked(_seed + (uint)number * 0x9E3779B9u);
        var bristles = Math.Clamp(radius * 1.1f, 2, 14);
        var relief = _medium is Medium.Oil ? _canvas.Relief : [];
        for (var y = _top; y <= _bottom; y++)
        {
            for (var x = _left; x <= _right; x++)
            {
                var i = y * _canvas.Width + x;
                var cover = _cover[i];
                if (cover <= 0) continue;
                float v = Math.Clamp(_across[i], -1, 1), u = _along[i];
                var t = u / length;
                switch (_medium)
                {
                    case Medium.Oil:
                    {
                        var bristle = Bristle(v * bristles, u / (radius * 5 + 4), salt);
                        var ridge = 1 - v * v;
                        var alpha = cover * strength * Math.Clamp(1.1f + bristle * 0.5f - MathF.Max(0, t - 0.75f) * 1.6f, 0.25f, 1);
                        var paint = colour * (1 + bristle * 0.22f + v * 0.05f);
                        pixels[i] = Vector3.Lerp(pixels[i], paint, alpha);
                        var thick = (0.45f * ridge + 0.55f * (bristle + 0.6f)) * radius * 0.28f + 0.15f * radius * MathF.Exp(-t * length / (radius * 1.5f + 1));
                        relief[i] += (relief[i] * 0.25f + thick - relief[i]) * alpha;
                        break;
                    }
                    case Medium.Ink:
                    {
                        var bristle = Bristle(v * bristles, u / (radius * 14 + 10), salt);
                        var dry = Math.Clamp((t - 0.55f) * 1.5f, 0, 0.75f) * Math.Clamp(radius * 0.35f - 0.3f, 0, 1);
                        var alpha = cover * strength * Smooth(dry - 0.34f, dry + 0.12f, bristle * 0.5f + 0.5f + (1 - dry) * 0.25f);
                        pixels[i] = Vector3.Lerp(pixels[i], colour, alpha);
                        break;
                    }
                    case Medium.Watercolour:
                    {
                        var rim = MathF.Abs(v);
                        rim *= rim;
                        rim *= rim;
                        var pool = 0.62f + 0.55f * rim * rim + 0.3f * _tooth.At(x * 0.02f, y * 0.02f);
                        var alpha = Math.Clamp(cover * strength * pool, 0, 1);
                        // Pigment lets light through: it multiplies what lies under it.
                        pixels[i] *= Vector3.Lerp(Vector3.One, colour, alpha);
                        break;
                    }
                    case Medium.Pastel or Medium.Pencil:
                    {
                        var grain = Grain(x, y);
                        var soft = _medium is Medium.Pencil ? 1 - 0.45f * MathF.Abs(v) : 1 - 0.35f * v * v;
                        var alpha = cover * strength * Smooth(0.14f, 0.56f, soft * 0.62f + grain * 0.42f);
                        pixels[i] = Vector3.Lerp(pixels[i], colour, alpha);
                        break;
                    }
                    case Medium.Neon:
                    {
                        var core = 1 - MathF.Abs(v);
                        pixels[i] = Vector3.Lerp(pixels[i], colour * 1.1f + new Vector3(0.32f * core * core), cover * strength);
                        break;
                    }
                    default:
                    {
                        var bristle = Bristle(v * bristles, u / (radius * 9 + 8), salt);
                        pixels[i] = Vector3.Lerp(pixels[i], colour * (1 + bristle * 0.055f), cover * strength);
                        break;
                    }
                }
            }
        }
    }

    void Reset()
    {
        if (_right >= _left && _bottom >= _top)
            for (var y = _top; y <= _bottom; y++) _cover.AsSpan(y * _canvas.Width + _left, _right - _left + 1).Clear();
        _left = _top = int.MaxValue;
        _right = _bottom = -1;
    }

    /// <summary>A smooth pseudo-random height between -1 and 1 across the hairs, drifting slowly along the stroke.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Bristle(float across, float along, uint salt)
    {
        float fa = MathF.Floor(across), fb = MathF.Floor(along);
        float ta = across - fa, tb = along - fb;
        ta = ta * ta * (3 - 2 * ta);
        tb = tb * tb * (3 - 2 * tb);
        int a = (int)fa, b = (int)fb;
        var top = Hash(a, b, salt) * (1 - ta) + Hash(a + 1, b, salt) * ta;
        var bottom = Hash(a, b + 1, salt) * (1 - ta) + Hash(a + 1, b + 1, salt) * ta;
        return top + (bottom - top) * tb;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float Grain(int x, int y) => Bristle(x * 0.45f, y * 0.45f, _seed) * 0.6f + Hash(x, y, _seed) * 0.4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Hash(int x, int y, uint salt)
    {
        var h = unchecked((uint)x * 0x85EBCA6Bu ^ (uint)y * 0xC2B2AE35u ^ salt);
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6Du);
        h ^= h >> 13;
        return (h & 0xFFFF) * (2f / 65535f) - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Smooth(float low, float high, float value)
    {
        var t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }
}
