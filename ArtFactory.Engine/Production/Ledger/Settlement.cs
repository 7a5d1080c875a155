namespace ArtFactory.Engine.Production.Ledger;

/// <summary>How the sums change with an attempt's end.</summary>
/// <param name="Line">Whose money it is.</param>
/// <param name="Ceiling">The reservation that goes.</param>
/// <param name="Cost">The cost that comes.</param>
/// <param name="IsReported">Whether the provider named it.</param>
readonly record struct Settlement(LedgerLine Line, decimal Ceiling, decimal Cost, bool IsReported);
