namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An attempt about to be reserved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Item">The item.</param>
/// <param name="PayloadHash">Of all that decides the request.</param>
/// <param name="Ceiling">The most it can cost, in US dollars.</param>
/// <param name="ConnectionFingerprint">Of the address and key it goes out with.</param>
sealed record NewAttempt(Guid Id, Guid Item, string PayloadHash, decimal Ceiling, string? ConnectionFingerprint);
