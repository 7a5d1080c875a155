namespace ArtFactory.Data.Orders;

/// <summary>One choice that made an item (token or parameter to value), for grids and statistics by factor.</summary>
public sealed class OrderItemChoice
{
    public Guid OrderItemId { get; set; }

    /// <summary>Position among the item's choices, from 0.</summary>
    public int Position { get; set; }

    /// <summary><c>token</c>, <c>parameter</c>, <c>batch</c> or <c>sub_prompt</c>.</summary>
    public required string Kind { get; set; }

    public required string Name { get; set; }
    public required string Value { get; set; }
}
