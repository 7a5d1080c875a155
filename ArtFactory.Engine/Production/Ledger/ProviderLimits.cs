namespace ArtFactory.Engine.Production.Ledger;

/// <summary>How fast a provider may be asked, and for how much money in a day; null for no limit.</summary>
sealed record ProviderLimits(string Name, int? AtOnce, int? AMinute, decimal? ADay);
