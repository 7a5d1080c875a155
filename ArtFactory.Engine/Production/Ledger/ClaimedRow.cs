namespace ArtFactory.Engine.Production.Ledger;

/// <summary>What a claim brings back of an item.</summary>
readonly record struct ClaimedRow(Guid Id, int Sequence, string Parameters, int RetryCount);
