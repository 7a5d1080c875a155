namespace ArtFactory.Engine.Production.Claiming;

/// <summary>The seed of an item whose order names none: decided by the order's seed and the item's position, so that a repeat is the same.</summary>
static class ItemSeed
{
    /// <summary>SplitMix64 of the two.</summary>
    public static ulong Of(ulong orderSeed, int sequence)
    {
        var z = orderSeed + (ulong)sequence * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>That seed within the range the model takes; 0 to 2^32 - 1 where the schema gives none.</summary>
    public static ulong Within(ulong seed, decimal? minimum, decimal? maximum)
    {
        var low = minimum is > 0 ? (ulong)minimum.Value : 0;
        var high = maximum switch { null => uint.MaxValue, > ulong.MaxValue => ulong.MaxValue, < 0 => 0UL, _ => (ulong)maximum.Value };
        if (high <= low) return low;
        var span = high - low;
        return span == ulong.MaxValue ? seed : low + seed % (span + 1);
    }
}
