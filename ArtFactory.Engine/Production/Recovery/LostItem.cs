using ArtFactory.Data;
using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Production.Recovery;

/// <summary>An item under way whose holder is gone, with its last attempt.</summary>
sealed record LostItem
{
    public required Guid ItemId { get; init; }
    public required Guid OrderId { get; init; }
    public required int Sequence { get; init; }
    public required string Parameters { get; init; }
    public required int RetryCount { get; init; }
    public required string? FormerOwner { get; init; }

    /// <summary>Whether the order was cancelled or put in the trash meanwhile.</summary>
    public required bool IsCancelled { get; init; }

    public required Guid? ProjectId { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required string? Modality { get; init; }
    public required int Priority { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The last attempt; null when none was reserved.</summary>
    public required Guid? AttemptId { get; init; }
    public required AttemptState? AttemptState { get; init; }
    public required decimal Ceiling { get; init; }
    public required string? RequestId { get; init; }
    public required ParameterSet Response { get; init; }
    public required DateTime ReservedAt { get; init; }
    public required DateTime? SubmittedAt { get; init; }

    /// <summary>How often the provider was asked about it, and when it is asked next; null for at once.</summary>
    public required int AskedCount { get; init; }
    public required DateTime? AskAfter { get; init; }

    /// <summary>Of the address and key it was sent with; null where there was neither, or it was not written down.</summary>
    public required string? ConnectionFingerprint { get; init; }
}
