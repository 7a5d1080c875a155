namespace ArtFactory.Data.Orders;

/// <summary>Where an item stands; stored in lower case.</summary>
public enum OrderItemStatus { Pending, Generating, Complete, Failed, Cancelled }
