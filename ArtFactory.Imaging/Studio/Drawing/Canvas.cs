using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>
/// A picture in linear light. Models speak of it in units of its shorter side, so that a composition keeps its shape at every size.
/// </summary>
internal sealed class Canvas(int width, int height)
{
    float[]? _relief;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Pixels per unit.</summary>
    public float Unit { get; } = Math.Min(width, height);

    /// <summary>The extent in units; the shorter one is 1.</summary>
    public float Across => Width / Unit;

    /// <summary>The extent in units; the shorter one is 1.</summary>
    public float Down => Height / Unit;

    public Vector3[] Pixels { get; } = new Vector3[width * height];

    /// <summary>The thickness of paint, for lighting; made when first asked for.</summary>
    public float[] Relief => _relief ??= new float[Width * Height];

    public bool HasRelief => _relief is not null;

    public void Fill(Vector3 colour) => Pixels.AsSpan().Fill(colour);

    /// <summary>The colour at a place in pixels, interpolated and clamped to the border.</summary>
    public Vector3 Sample(float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, Width - 1.001f);
        y = Math.Clamp(y - 0.5f, 0, Height - 1.001f);
        int ix = (int)x, iy = (int)y, right = Math.Min(ix + 1, Width - 1), below = Math.Min(iy + 1, Height - 1);
        float fx = x - ix, fy = y - iy;
        return Vector3.Lerp(
            Vector3.Lerp(Pixels[iy * Width + ix], Pixels[iy * Width + right], fx),
            Vector3.Lerp(Pixels[below * Width + ix], Pixels[below * Width + right], fx), fy);
    }
}
