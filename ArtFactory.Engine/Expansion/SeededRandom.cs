using System.Numerics;

namespace ArtFactory.Engine.Expansion;

/// <summary>
/// SplitMix64: the same numbers on every machine and in every version, because an order must expand to the same items
/// whenever it is taken up again.
/// </summary>
struct SeededRandom(ulong state)
{
    ulong _state = state;

    /// <summary>A stream of its own for each purpose and place, so that a change in one place moves nothing elsewhere.</summary>
    public static SeededRandom For(ulong seed, ulong purpose, ulong place) => new(Mix(seed ^ Mix(purpose ^ Mix(place))));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>An even choice of 0 .. <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>An even choice of 0 .. <paramref name="bound"/> - 1.</summary>
    public BigInteger Below(BigInteger bound)
    {
        if (bound <= int.MaxValue) return Below((int)bound);
        // 64 bits more than needed: what is left of the unevenness is beyond measuring.
        var words = (int)(bound.GetBitLength() / 64) + 2;
        var bytes = new byte[words * 8 + 1];
        for (var i = 0; i < words; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * 8), Next());
        return new BigInteger(bytes) % bound;
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
