using ArtFactory.Data;

namespace ArtFactory.Engine.Production.Ledger;

/// <summary>All that is written of an item that was made.</summary>
sealed record Completion
{
    public required Guid Item { get; init; }
    public required Guid Order { get; init; }
    public required string Provider { get; init; }

    /// <summary>How its attempt ended.</summary>
    public required AttemptEnd End { get; init; }

    /// <summary>The parameters that were sent.</summary>
    public ParameterSet? Actual { get; init; }

    /// <summary>What the provider returned of them.</summary>
    public ParameterSet? Returned { get; init; }

    public IReadOnlyList<NewProduct> Products { get; init; } = [];
    public IReadOnlyList<LogEntry> Log { get; init; } = [];

    /// <summary>Whether the result is kept even if somebody had given the attempt up: it is paid for.</summary>
    public bool IsKeptLate { get; init; }
}
