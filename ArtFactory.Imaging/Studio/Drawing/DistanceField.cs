namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Exact Euclidean distances on a grid (Felzenszwalb and Huttenlocher's lower envelope of parabolas).</summary>
internal static class DistanceField
{
    const float Far = 1e12f;

    /// <summary>Distance to the border of the marked cells, in cells: negative inside.</summary>
    public static float[] Signed(bool[] inside, int width, int height)
    {
        var outer = new float[inside.Length];
        var inner = new float[inside.Length];
        for (var i = 0; i < inside.Length; i++)
        {
            outer[i] = inside[i] ? 0 : Far;
            inner[i] = inside[i] ? Far : 0;
        }
        Squared(outer, width, height);
        Squared(inner, width, height);
        for (var i = 0; i < inside.Length; i++) outer[i] = inside[i] ? 0.5f - MathF.Sqrt(inner[i]) : MathF.Sqrt(outer[i]) - 0.5f;
        return outer;
    }

    static void Squared(float[] field, int width, int height)
    {
        var longest = Math.Max(width, height);
        float[] f = new float[longest], d = new float[longest], z = new float[longest + 1];
        var v = new int[longest];
        for (var x = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++) f[y] = field[y * width + x];
            Line(f, d, v, z, height);
            for (var y = 0; y < height; y++) field[y * width + x] = d[y];
        }
        for (var y = 0; y < height; y++)
        {
            field.AsSpan(y * width, width).CopyTo(f);
            Line(f, d, v, z, width);
            d.AsSpan(0, width).CopyTo(field.AsSpan(y * width));
        }
    }

    static void Line(float[] f, float[] d, int[] v, float[] z, int n)
    {
        var k = 0;
        v[0] = 0;
        z[0] = float.NegativeInfinity;
        z[1] = float.PositiveInfinity;
        for (var q = 1; q < n; q++)
        {
            var s = Crossing(f, q, v[k]);
            while (s <= z[k])
            {
                k--;
                s = Crossing(f, q, v[k]);
            }
            k++;
            v[k] = q;
            z[k] = s;
            z[k + 1] = float.PositiveInfinity;
        }
        k = 0;
        for (var q = 0; q < n; q++)
        {
            while (z[k + 1] < q) k++;
            d[q] = (q - v[k]) * (float)(q - v[k]) + f[v[k]];
        }
    }

    static float Crossing(float[] f, int q, int p) => (float)((f[q] + (double)q * q - (f[p] + (double)p * p)) / (2.0 * (q - p)));
}
