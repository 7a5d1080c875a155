namespace ArtFactory.Engine.Orders.Grid;

/// <summary>One table of a grid.</summary>
/// <param name="Value">The value of the third axis that it is for; null without one.</param>
/// <param name="Rows">By row and column; a cell holds the items that fall there.</param>
public sealed record GridSheet(string? Value, IReadOnlyList<IReadOnlyList<GridCell>> Rows);

/// <summary>Where the values of the axes meet.</summary>
/// <param name="Choices">The values that lead here, by factor.</param>
/// <param name="Items">The items there, in their order.</param>
public sealed record GridCell(IReadOnlyList<KeyValuePair<GridFactor, string>> Choices, IReadOnlyList<ItemView> Items)
{
    /// <summary>Nothing is there nor on its way: it was never made, or was deleted since.</summary>
    public bool IsHole => Items.All(i => i.IsDeleted);
}
