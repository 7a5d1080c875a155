using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>An item this process holds, with the attempt that is reserved for it.</summary>
sealed record ClaimedItem
{
    public required Guid ItemId { get; init; }
    public required Guid AttemptId { get; init; }
    public required int Sequence { get; init; }

    /// <summary>JSON of the expanded parameters.</summary>
    public required string Parameters { get; init; }

    public required int RetryCount { get; init; }

    /// <summary>What is reserved for the attempt, in US dollars.</summary>
    public required decimal Ceiling { get; init; }

    public required QueuedOrder Order { get; init; }

    /// <summary>The request an earlier holder submitted: it is followed, and nothing is sent again.</summary>
    public SubmittedRequest? Submitted { get; init; }
}
