namespace ArtFactory.Engine.Orders.Placing;

/// <summary>What a provider says that an order costs, in US dollars.</summary>
/// <param name="Most">The dearest item.</param>
/// <param name="All">All items.</param>
sealed record ToldPrice(decimal Most, decimal All);
