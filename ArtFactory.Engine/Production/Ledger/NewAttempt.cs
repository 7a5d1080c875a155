namespace ArtFactory.Engine.Production.Ledger;

/// <summary>An attempt about to be reserved.</summary>
sealed record NewAttempt(Guid Id, Guid Item, string PayloadHash, decimal Ceiling);
