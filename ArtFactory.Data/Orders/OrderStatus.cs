namespace ArtFactory.Data.Orders;

/// <summary>Where an order stands; stored in lower case. A pause is <see cref="Order.PausedAt"/>, not a status.</summary>
public enum OrderStatus { Pending, Processing, Fulfilled, Failed, Cancelled }
