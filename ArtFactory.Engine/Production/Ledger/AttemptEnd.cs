namespace ArtFactory.Engine.Production.Ledger;

/// <summary>How an attempt ended.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Order">The order whose money it is.</param>
/// <param name="State"><c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Ceiling">What had been reserved, in US dollars.</param>
/// <param name="Cost">What it cost, in US dollars.</param>
sealed record AttemptEnd(
    Guid Attempt, Guid Order, string State, decimal Ceiling, decimal Cost, string? ErrorCode = null, string? ErrorMessage = null, string? RequestId = null,
    string? Resolution = null);
