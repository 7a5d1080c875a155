using System.Numerics;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>Draws numbers without repeats.</summary>
static class RankSample
{
    /// <summary>So many different numbers of 0 .. <paramref name="total"/> - 1, ascending, each set as likely as any other (Floyd's method).</summary>
    public static BigInteger[] Draw(BigInteger total, int count, ref SeededRandom random)
    {
        if (count >= total) count = (int)total;
        var drawn = new HashSet<BigInteger>(count);
        for (var i = total - count; i < total; i++)
        {
            var number = random.Below(i + 1);
            drawn.Add(drawn.Contains(number) ? i : number);
        }
        var sorted = new BigInteger[drawn.Count];
        drawn.CopyTo(sorted);
        Array.Sort(sorted);
        return sorted;
    }
}
