using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Production.Claiming;

/// <summary>An order the line may take items of, as last read.</summary>
sealed class QueuedOrder
{
    public required Guid Id { get; init; }
    public required Guid? ProjectId { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required string? Modality { get; init; }
    public required int Priority { get; init; }
    public required ulong Seed { get; init; }

    /// <summary>The model as the catalogue knows it; null when it is gone.</summary>
    public required ModelView? ModelView { get; init; }

    /// <summary>Of the address and key its requests go out with; null where there is neither.</summary>
    public string? ConnectionFingerprint { get; init; }

    /// <summary>Whether the first claim has yet to say that the order is under way.</summary>
    public required bool IsPending { get; set; }

    /// <summary>Whether its row says that something holds it back; the first claim that succeeds takes that away.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Whether items may wait; false after a claim that brought fewer than it asked for.</summary>
    public required bool HasItems { get; set; }

    /// <summary>Items under way in this process.</summary>
    public int Running { get; set; }
}
