using System.Numerics;

namespace ArtFactory.Engine.Expansion;

/// <summary>How much an expansion gives, found without enumerating it.</summary>
/// <param name="Total">All items that the text asks for: <c>sample</c> and <c>maxbatchitems</c> are obeyed, the default caps are not.</param>
/// <param name="Exact">Whether <paramref name="Total"/> is exact; otherwise it is "at least".</param>
/// <param name="Items">The items that will be made, after every cap.</param>
/// <param name="ItemsExact">Whether <paramref name="Items"/> is exact; it is whenever <paramref name="Exact"/> is, or when a cap is hit.</param>
/// <param name="BatchCapped">A batch has more items than its cap lets through.</param>
/// <param name="OrderCapped">The order has more items than the cap of an order lets through.</param>
public sealed record ExpansionCount(
    BigInteger Total, bool Exact, int Items, bool ItemsExact, bool BatchCapped, bool OrderCapped)
{
    /// <summary>Whether a cap keeps items from being made.</summary>
    public bool Capped => BatchCapped || OrderCapped;
}
