namespace ArtFactory.Engine.Production.Ledger;

/// <summary>What an attempt carries for the sums: whose money it is, and on which day (UTC) it was reserved.</summary>
readonly record struct LedgerLine(Guid Order, Guid? Project, string Provider, string Model, decimal Ceiling, DateOnly Day);
