using System.Numerics;

namespace ArtFactory.Imaging.Studio.Models;

/// <summary>One piece of the cut sheet, in units.</summary>
internal sealed record Panel(float X, float Y, float W, float H)
{
    public Vector3 Fill { get; init; }

    public Vector3 Second { get; init; }

    public Motif Motif { get; init; }

    /// <summary>Quarter turns.</summary>
    public int Turn { get; init; }

    public int Number { get; init; }

    public Vector2 Centre => new(X + W / 2, Y + H / 2);

    /// <summary>How much of the motif covers a place: signed distance in units, negative inside the motif.</summary>
    public float Figure(Vector2 at)
    {
        float u = at.X - X, v = at.Y - Y, w = W, h = H;
        switch (Turn)
        {
            case 1: (u, v, w, h) = (v, W - u, H, W); break;
            case 2: (u, v) = (W - u, H - v); break;
            case 3: (u, v, w, h) = (H - v, u, H, W); break;
        }
        var s = Math.Min(w, h);
        switch (Motif)
        {
            case Motif.Quarter: return MathF.Sqrt(u * u + v * v) - s;
            case Motif.Half: return Math.Max(MathF.Sqrt((u - w / 2) * (u - w / 2) + v * v) - s / 2, -v);
            case Motif.Disc: return MathF.Sqrt((u - w / 2) * (u - w / 2) + (v - h / 2) * (v - h / 2)) - s * 0.34f;
            case Motif.Wedge: return (u * h + v * w - w * h) / MathF.Sqrt(w * w + h * h);
            case Motif.Rings:
            {
                var r = MathF.Sqrt(u * u + v * v) / s;
                return r > 1 ? (r - 1) * s : (MathF.Abs(r * 5 % 2 - 1) - 0.5f) * s / 5;
            }
            case Motif.Stripes:
            {
                var count = Math.Clamp((int)(Math.Max(w, h) / 0.022f), 3, 9) | 1;
                var t = (w > h ? u / w : v / h) * count;
                return (0.5f - MathF.Abs(t % 2 - 1)) * Math.Max(w, h) / count;
            }
            case Motif.Row:
            {
                var count = Math.Max(1, (int)(Math.Max(w, h) / s));
                var (along, across) = w > h ? (u, v) : (v, u);
                var pitch = Math.Max(w, h) / count;
                var a = along % pitch - pitch / 2;
                var b = across - s / 2;
                return MathF.Sqrt(a * a + b * b) - s * 0.36f;
            }
            default: return float.MaxValue;
        }
    }
}
