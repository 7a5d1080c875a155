namespace ArtFactory.Data.Orders;

/// <summary>
/// One line of the ledger: at most one paid request to a provider. Committed before the request is sent, and never deleted: it
/// outlives its item, its order and its project, so it carries what a sum needs.
/// </summary>
public sealed class GenerationAttempt
{
    /// <summary>How long an id of the provider's may be. Under one that is cut nothing could be asked for.</summary>
    public const int LongestRequestId = 1000;

    /// <summary>How long a fingerprint may be.</summary>
    public const int LongestFingerprint = 32;

    public Guid Id { get; set; }

    /// <summary>The item; null once that was deleted for good.</summary>
    public Guid? OrderItemId { get; set; }

    /// <summary>The order the item belonged to; the order itself may be gone.</summary>
    public Guid OrderId { get; set; }

    /// <summary>The project the order belonged to; the project itself may be gone.</summary>
    public Guid? ProjectId { get; set; }

    /// <summary>Number of the attempt within its item, from 1.</summary>
    public int AttemptNumber { get; set; }

    public required string Provider { get; set; }

    /// <summary>The provider's own name of the model.</summary>
    public string Model { get; set; } = "";

    public AttemptState State { get; set; }

    /// <summary>SHA-256 (hex) of the request's payload.</summary>
    public required string PayloadHash { get; set; }

    /// <summary>
    /// Tells the address and key it goes out with from others, and gives neither away; null where there is neither. What answers under
    /// another is another account or another server, which knows nothing of the request.
    /// </summary>
    public string? ConnectionFingerprint { get; set; }

    /// <summary>The most the attempt can cost, in US dollars: what is reserved.</summary>
    public decimal PriceCeiling { get; set; }

    /// <summary>What it cost, in US dollars; null until known.</summary>
    public decimal? Cost { get; set; }

    /// <summary>Whether the provider named the cost; otherwise the ceiling stands for it.</summary>
    public bool IsCostReported { get; set; }

    public string? ProviderRequestId { get; set; }

    /// <summary>What the provider answered and what is needed to fetch the outputs (URLs, and the like).</summary>
    public ParameterSet? Response { get; set; }

    public string? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }

    /// <summary>The person's recorded decision on an unknown attempt.</summary>
    public string? Resolution { get; set; }

    /// <summary>How often the provider was asked about an attempt of unknown end.</summary>
    public int AskedCount { get; set; }

    /// <summary>When the provider is asked next; null for at once.</summary>
    public DateTime? AskAfter { get; set; }

    /// <summary>What the provider said last about an attempt of unknown end, in words.</summary>
    public string? ProviderSays { get; set; }

    public DateTime ReservedAt { get; set; }
    public DateTime? SubmittedAt { get; set; }

    /// <summary>When the provider had made it: what is left is to bring its outputs home, which takes no room at the provider.</summary>
    public DateTime? AnsweredAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public OrderItem? OrderItem { get; set; }
}
