namespace ArtFactory.Engine.Production.Ledger;

/// <summary>How an attempt ended.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="State"><c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Cost">What it cost, in US dollars; null when nobody knows: the ceiling stands for it.</param>
/// <param name="IsReported">Whether the provider named the cost.</param>
sealed record AttemptEnd(
    Guid Attempt, string State, decimal? Cost, bool IsReported = false, string? ErrorCode = null, string? ErrorMessage = null, string? RequestId = null,
    string? Resolution = null);
