using System.Numerics;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Filled polygons with exact coverage at the edges.</summary>
internal static class Polygon
{
    /// <summary>Calls <paramref name="hit"/> with the index of every cell at least half covered, and its cover.</summary>
    public static void Scan(ReadOnlySpan<Vector2> points, int width, int height, Action<int, float> hit, float least = 0.5f)
    {
        float left = float.MaxValue, top = float.MaxValue, right = float.MinValue, bottom = float.MinValue;
        foreach (var p in points)
        {
            left = Math.Min(left, p.X);
            right = Math.Max(right, p.X);
            top = Math.Min(top, p.Y);
            bottom = Math.Max(bottom, p.Y);
        }
        int x0 = Math.Clamp((int)left - 1, 0, width), x1 = Math.Clamp((int)right + 2, 0, width);
        int y0 = Math.Clamp((int)top - 1, 0, height), y1 = Math.Clamp((int)bottom + 2, 0, height);
        int w = x1 - x0, h = y1 - y0;
        if (w <= 0 || h <= 0) return;
        // Each edge leaves its signed area in the cells it crosses; a running sum along the row gives the cover.
        var area = new float[w * h + 2];
        for (var i = 0; i < points.Length; i++)
        {
            var a = points[i] - new Vector2(x0, y0);
            var b = points[(i + 1) % points.Length] - new Vector2(x0, y0);
            Edge(area, w, h, a, b);
        }
        for (var y = 0; y < h; y++)
        {
            float sum = 0;
            for (var x = 0; x < w; x++)
            {
                sum += area[y * w + x];
                var cover = Math.Min(MathF.Abs(sum), 1);
                if (cover > 0.002f && cover >= least) hit((y + y0) * width + x + x0, cover);
            }
        }
    }

    /// <summary>Fills with one colour.</summary>
    public static void Fill(Canvas canvas, ReadOnlySpan<Vector2> points, Vector3 colour, float strength = 1)
    {
        var pixels = canvas.Pixels;
        Scan(points, canvas.Width, canvas.Height, (i, cover) => pixels[i] = Vector3.Lerp(pixels[i], colour, cover * strength), 0);
    }

    static void Edge(float[] area, int w, int h, Vector2 a, Vector2 b)
    {
        if (MathF.Abs(a.Y - b.Y) < 1e-6f) return;
        float direction = 1;
        if (a.Y > b.Y)
        {
            (a, b) = (b, a);
            direction = -1;
        }
        var slope = (b.X - a.X) / (b.Y - a.Y);
        var x = a.X;
        if (a.Y < 0) x -= a.Y * slope;
        for (var y = Math.Max(0, (int)a.Y); y < Math.Min(h, (int)MathF.Ceiling(b.Y)); y++)
        {
            var row = y * w;
            var dy = Math.Min(y + 1, b.Y) - Math.Max(y, a.Y);
            var next = x + slope * dy;
            var d = dy * direction;
            float left = Math.Clamp(Math.Min(x, next), 0, w), right = Math.Clamp(Math.Max(x, next), 0, w);
            x = next;
            var leftFloor = MathF.Floor(left);
            var li = (int)leftFloor;
            var ri = (int)MathF.Ceiling(right);
            if (li >= w) continue;
            if (ri <= li + 1)
            {
                var middle = 0.5f * (left + right) - leftFloor;
                area[row + li] += d - d * middle;
                if (li + 1 < w) area[row + li + 1] += d * middle;
                continue;
            }
            var s = 1 / (right - left);
            var x0 = left - leftFloor;
            var a0 = 0.5f * s * (1 - x0) * (1 - x0);
            var x1 = right - ri + 1;
            var am = 0.5f * s * x1 * x1;
            area[row + li] += d * a0;
            if (ri == li + 2)
            {
                if (li + 1 < w) area[row + li + 1] += d * (1 - a0 - am);
            }
            else
            {
                var a1 = s * (1.5f - x0);
                if (li + 1 < w) area[row + li + 1] += d * (a1 - a0);
                for (var i = li + 2; i < ri - 1 && i < w; i++) area[row + i] += d * s;
                var a2 = a1 + (ri - li - 3) * s;
                if (ri - 1 < w) area[row + ri - 1] += d * (1 - a2 - am);
            }
            if (ri < w) area[row + ri] += d * am;
        }
    }
}
