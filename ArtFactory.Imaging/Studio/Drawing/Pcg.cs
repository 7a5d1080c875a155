using System.Numerics;
using System.Runtime.CompilerServices;

namespace ArtFactory.Imaging.Studio.Drawing;

/// <summary>PCG32: small, good and the same everywhere, so that a seed gives the same picture for ever.</summary>
internal sealed class Pcg
{
    const ulong Multiplier = 6364136223846793005UL;
    readonly ulong _increment;
    ulong _state;

    /// <param name="stream">Independent sequences of the same seed (one for composition, one for strokes, ...).</param>
    public Pcg(ulong seed, ulong stream = 1)
    {
        _increment = (stream << 1) | 1;
        Next();
        _state += Mix(seed);
        Next();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Next()
    {
        var old = _state;
        _state = unchecked(old * Multiplier + _increment);
        var shifted = (uint)(((old >> 18) ^ old) >> 27);
        return BitOperations.RotateRight(shifted, (int)(old >> 59));
    }

    /// <summary>0 inclusive to 1 exclusive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Unit() => (Next() >> 8) * (1f / 16777216f);

    public float Range(float from, float to) => from + (to - from) * Unit();

    /// <summary>0 inclusive to <paramref name="count"/> exclusive.</summary>
    public int Index(int count) => (int)(((ulong)Next() * (ulong)count) >> 32);

    public bool Chance(float probability) => Unit() < probability;

    /// <summary>Mean 0, deviation 1.</summary>
    public float Normal() =>
        MathF.Sqrt(-2f * MathF.Log(1f - Unit())) * MathF.Cos(MathF.Tau * Unit());

    /// <summary>Scatters the bits of a value (SplitMix64's finaliser).</summary>
    public static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15UL);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EBUL);
        return value ^ (value >> 31);
    }

    /// <summary>A stable hash of a text (string.GetHashCode differs between runs).</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1099511628211UL);
        return Mix(hash);
    }
}
