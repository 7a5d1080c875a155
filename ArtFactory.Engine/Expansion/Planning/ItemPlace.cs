using System.Numerics;

namespace ArtFactory.Engine.Expansion.Planning;

/// <summary>One item among all of a batch.</summary>
/// <param name="Choices">For each token its option.</param>
/// <param name="Within">The place among the items of that combination.</param>
readonly record struct ItemPlace(int[] Choices, BigInteger Within)
{
    /// <summary>The order of the enumeration.</summary>
    public static Comparer<ItemPlace> Order { get; } = Comparer<ItemPlace>.Create((a, b) =>
    {
        var order = a.Choices.AsSpan().SequenceCompareTo(b.Choices);
        return order != 0 ? order : a.Within.CompareTo(b.Within);
    });
}
