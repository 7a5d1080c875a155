namespace ArtFactory.Engine.Orders;

/// <summary>What an order asks of one model.</summary>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The provider's own name of the model.</param>
/// <param name="Name">The model's name for a person.</param>
/// <param name="Items">Requests.</param>
/// <param name="Price">US dollars a unit; null when unknown.</param>
/// <param name="Unit">What the price is for: <c>output</c>, <c>second</c>, <c>megapixel</c> or <c>run</c>; <c>item at most</c> where it follows the parameters.</param>
/// <param name="Cost">US dollars for all at most; null when unknown.</param>
public sealed record QuoteLine(string Provider, string Model, string Name, int Items, decimal? Price, string Unit, decimal? Cost);
