using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Gradient noise in two and three dimensions; values lie within about -1 to 1 with mean 0.</summary>
internal sealed class Noise(ulong seed)
{
    static readonly float[] Gx = Directions(MathF.Cos), Gy = Directions(MathF.Sin);
    readonly uint _seed = (uint)Pcg.Mix(seed);

    static float[] Directions(Func<float, float> of) => [.. Enumerable.Range(0, 64).Select(i => of((i + 0.5f) / 64f * MathF.Tau))];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(float x, float y)
    {
        var fx = MathF.Floor(x);
        var fy = MathF.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        float dx = x - fx, dy = y - fy;
        float u = Fade(dx), v = Fade(dy);
        var a = Corner(ix, iy, dx, dy);
        var b = Corner(ix + 1, iy, dx - 1, dy);
        var c = Corner(ix, iy + 1, dx, dy - 1);
        var d = Corner(ix + 1, iy + 1, dx - 1, dy - 1);
        a += (b - a) * u;
        c += (d - c) * u;
        return (a + (c - a) * v) * 1.45f;
    }

    /// <summary>A slice that moves with <paramref name="z"/>: two layers blended, which is smooth enough for time.</summary>
    public float At(float x, float y, float z)
    {
        var layer = MathF.Floor(z);
        var t = Fade(z - layer);
        // The layers lie far apart in the plane, so each is fresh noise; equal-power blending keeps the contrast.
        var a = At(x + layer * 37.71f, y - layer * 91.13f);
        var b = At(x + (layer + 1) * 37.71f, y - (layer + 1) * 91.13f);
        return a * MathF.Sqrt(1 - t) + b * MathF.Sqrt(t);
    }

    /// <summary>Several octaves, each half as strong and twice as fine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Fractal(float x, float y, int octaves, float gain = 0.5f)
    {
        float sum = 0, amplitude = 1, total = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += At(x, y) * amplitude;
            total += amplitude;
            amplitude *= gain;
            // Turned a little each time, so that no grid shows.
            var nx = 1.6f * x + 1.2f * y + 17.3f;
            y = -1.2f * x + 1.6f * y + 9.1f;
            x = nx;
        }
        return sum / total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float Corner(int ix, int iy, float dx, float dy)
    {
        var h = unchecked((uint)ix * 0x85EBCA6Bu ^ (uint)iy * 0xC2B2AE35u ^ _seed);
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6Du);
        h = unchecked((h ^ (h >> 12)) * 0x297A2D39u);
        var i = (h >> 20) & 63;
        return Gx[i] * dx + Gy[i] * dy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Fade(float t) => t * t * t * (t * (t * 6 - 15) + 10);
}
