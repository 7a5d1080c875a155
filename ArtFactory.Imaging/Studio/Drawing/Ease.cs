using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>Curves between 0 and 1.</summary>
internal static class Ease
{
    /// <summary>0 below <paramref name="low"/>, 1 above <paramref name="high"/>, smooth between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Step(float low, float high, float value)
    {
        var t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>A random-looking value between 0 and 1 that belongs to a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hash(int a, int b, uint salt)
    {
        var h = unchecked((uint)a * 0x85EBCA6Bu ^ (uint)b * 0xC2B2AE35u ^ salt);
        h = unchecked((h ^ (h >> 15)) * 0x2C1B3C6Du);
        h = unchecked((h ^ (h >> 12)) * 0x297A2D39u);
        return ((h ^ (h >> 15)) & 0xFFFFFF) * (1f / 16777216f);
    }
}
