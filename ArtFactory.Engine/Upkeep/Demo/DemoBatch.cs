using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Data.Tags;

namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>Rows that are written together, table by table.</summary>
sealed class DemoBatch
{
    public List<Order> Orders { get; } = [];
    public List<OrderItem> Items { get; } = [];
    public List<OrderItemChoice> Choices { get; } = [];
    public List<Product> Products { get; } = [];
    public List<TagAssociation> Tags { get; } = [];
}
