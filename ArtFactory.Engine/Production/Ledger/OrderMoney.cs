namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An order's money and its project's, and the limits it is under, as they stand in the transaction.</summary>
/// <param name="Limit">The order's budget; null for none.</param>
/// <param name="Own">What the order has spent and reserved.</param>
/// <param name="ItemCeiling">What a person or the provider said an item may cost; reserved where the price is unknown or comes to less.</param>
/// <param name="ProjectId">Null when the order belongs to no project.</param>
/// <param name="ProjectName">Null when the order belongs to no project.</param>
/// <param name="ProjectLimit">The project's budget; null for none.</param>
/// <param name="OfProject">What the project has spent and reserved.</param>
/// <param name="Provider">The limits of the provider; none for one that is not in the table.</param>
sealed record OrderMoney(
    decimal? Limit, Committed Own, decimal? ItemCeiling, Guid? ProjectId, string? ProjectName, decimal? ProjectLimit, Committed OfProject, ProviderLimits Provider);
