namespace ArtFactory.Data.Orders;

/// <summary>
/// One line of the ledger: at most one paid request to a provider. Committed before the request is sent; never deleted while its
/// item lives.
/// </summary>
public sealed class GenerationAttempt
{
    public Guid Id { get; set; }
    public Guid OrderItemId { get; set; }

    /// <summary>Number of the attempt within its item, from 1.</summary>
    public int AttemptNumber { get; set; }

    public required string Provider { get; set; }
    public AttemptState State { get; set; }

    /// <summary>SHA-256 (hex) of the request's payload.</summary>
    public required string PayloadHash { get; set; }

    /// <summary>The most the attempt can cost, in US dollars: what is reserved.</summary>
    public decimal PriceCeiling { get; set; }

    /// <summary>What it cost, in US dollars; null until known.</summary>
    public decimal? Cost { get; set; }

    public string? ProviderRequestId { get; set; }

    /// <summary>What the provider answered and what is needed to fetch the outputs (URLs, and the like).</summary>
    public ParameterSet? Response { get; set; }

    public string? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }

    /// <summary>The person's recorded decision on an unknown attempt.</summary>
    public string? Resolution { get; set; }

    public DateTime ReservedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }
    public DateTime? EndedAt { get; set; }

    public OrderItem? OrderItem { get; set; }
}
