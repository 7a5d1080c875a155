using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Light that spills over its edges: the bright parts, blurred widely and added.</summary>
internal static class Glow
{
    public static void Add(Canvas canvas, float strength, CancellationToken ct)
    {
        const int Factor = 4;
        int w = (canvas.Width + Factor - 1) / Factor, h = (canvas.Height + Factor - 1) / Factor;
        var small = new Vector3[w * h];
        for (var y = 0; y < canvas.Height; y++)
            for (var x = 0; x < canvas.Width; x++)
                small[y / Factor * w + x / Factor] += Vector3.Max(canvas.Pixels[y * canvas.Width + x] - new Vector3(0.02f), Vector3.Zero) * (1f / (Factor * Factor));
        ct.ThrowIfCancellationRequested();
        var near = small.AsSpan().ToArray();
        Blur(near, w, h, Math.Max(1, (int)(canvas.Unit * 0.006f / Factor)));
        Blur(small, w, h, Math.Max(2, (int)(canvas.Unit * 0.03f / Factor)));
        for (var y = 0; y < canvas.Height; y++)
            for (var x = 0; x < canvas.Width; x++)
            {
                float sx = Math.Clamp((x + 0.5f) / Factor - 0.5f, 0, w - 1.001f), sy = Math.Clamp((y + 0.5f) / Factor - 0.5f, 0, h - 1.001f);
                int ix = (int)sx, iy = (int)sy, right = Math.Min(ix + 1, w - 1), below = Math.Min(iy + 1, h - 1);
                float fx = sx - ix, fy = sy - iy;
                var a = Vector3.Lerp(Vector3.Lerp(near[iy * w + ix], near[iy * w + right], fx), Vector3.Lerp(near[below * w + ix], near[below * w + right], fx), fy);
                var b = Vector3.Lerp(Vector3.Lerp(small[iy * w + ix], small[iy * w + right], fx), Vector3.Lerp(small[below * w + ix], small[below * w + right], fx), fy);
                canvas.Pixels[y * canvas.Width + x] += (a * 0.55f + b * 0.9f) * strength;
            }
    }

    /// <summary>Three box blurs each way: as good as a Gaussian.</summary>
    public static void Blur(Vector3[] pixels, int w, int h, int radius)
    {
        var line = new Vector3[Math.Max(w, h)];
        for (var pass = 0; pass < 3; pass++)
        {
            for (var y = 0; y < h; y++) Box(pixels, y * w, 1, w, radius, line);
            for (var x = 0; x < w; x++) Box(pixels, x, w, h, radius, line);
        }
    }

    static void Box(Vector3[] pixels, int start, int step, int count, int radius, Vector3[] line)
    {
        for (var i = 0; i < count; i++) line[i] = pixels[start + i * step];
        var sum = line[0] * (radius + 1);
        for (var i = 0; i < radius; i++) sum += line[Math.Min(i, count - 1)];
        var scale = 1f / (2 * radius + 1);
        for (var i = 0; i < count; i++)
        {
            sum += line[Math.Min(i + radius, count - 1)] - line[Math.Max(i - radius - 1, 0)];
            pixels[start + i * step] = sum * scale;
        }
    }
}
