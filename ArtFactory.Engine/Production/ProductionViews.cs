using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Production;

/// <summary>One line of the generation log.</summary>
public sealed record LogLine(Guid Id, Guid? OrderItemId, Guid? OrderId, int? SequenceNumber, DateTime Timestamp, LogSeverity Level, string Message, string? Details);

/// <summary>How many items run and wait, for the live pill.</summary>
public sealed record LineCounts(int Running, int Waiting, int FailedToday);

/// <summary>One provider as the line sees it.</summary>
/// <param name="State">In words: <c>idle</c>, <c>working</c>, <c>limited</c>, <c>down</c>, <c>disabled</c>.</param>
public sealed record ProviderLoad(
    string Id, string Name, string State, int Running, int Waiting, int? ConcurrentLimit, int? RateLimitRequests, int CompletedLastHour,
    int FailedLastHour, decimal SpentToday, string? LastError, DateTime? PausedUntil)
{
    /// <summary>Reserved today by what is under way, in US dollars.</summary>
    public decimal ReservedToday { get; init; }

    /// <summary>The most that may be spent there in a day (UTC); null for no limit of its own.</summary>
    public decimal? DailyLimit { get; init; }

    /// <summary>Attempts whose end nobody knows.</summary>
    public int Unknown { get; init; }

    /// <summary>Open orders that something holds back, by its name in <see cref="StopCodes"/>.</summary>
    public IReadOnlyDictionary<string, int> StoppedOrders { get; init; } = new Dictionary<string, int>();
}

/// <summary>An item under way.</summary>
public sealed record RunningItem(Guid ItemId, Guid OrderId, int SequenceNumber, string Provider, string Model, string Prompt, double? Progress, DateTime? StartedAt, AttemptState? Attempt);

/// <summary>A scheduled job as Admin shows it.</summary>
public sealed record ScheduledJob(string Id, string Title, string Schedule, DateTime? LastRun, string? LastState, DateTime? NextRun);

/// <summary>A long piece of work as pages show it.</summary>
public sealed record JobView(Guid Id, string Kind, BackgroundJobState State, int Done, int? Total, string? ErrorMessage, DateTime CreatedAt, DateTime? StartedAt, DateTime? EndedAt);
