namespace ArtFactory.Data.Orders;

/// <summary>One generation: the parameters of one combination, and what became of it. The pending rows are the queue.</summary>
public sealed class OrderItem : IKeptRow
{
    /// <summary>As much of the provider's id as an item shows; the whole one is its attempt's.</summary>
    public const int LongestRequestId = 255;

    public Guid Id { get; set; }
    public Guid OrderId { get; set; }

    /// <summary>Position within the order, from 1.</summary>
    public int SequenceNumber { get; set; }

    public OrderItemStatus Status { get; set; }

    /// <summary>The expanded parameters, prompt and negative prompt included.</summary>
    public ParameterSet? GenerationParameterSet { get; set; }

    /// <summary>What was sent to the provider.</summary>
    public ParameterSet? ActualParameterSet { get; set; }

    /// <summary>What the provider said it used.</summary>
    public ParameterSet? ReturnParameterSet { get; set; }

    public string? ProviderRequestId { get; set; }

    /// <summary><see cref="ParameterSet.CanonicalHash"/> of provider, model and parameters: equal work is known by it.</summary>
    public string? ParameterHash { get; set; }

    public DateTime? StartedAt { get; set; }
    public DateTime? CompletedAt { get; set; }

    /// <summary>What went wrong, in words for a person; null when nothing did.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The class of the error: <c>transient</c>, <c>validation</c>, <c>payment</c>, <c>moderation</c>, ...</summary>
    public string? ErrorCode { get; set; }

    public int RetryCount { get; set; }

    /// <summary>Not claimed before this moment (UTC): the pause before a retry; null for at once.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary>The node and process that holds the item; null when free.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>When the lease ends unless its holder renews it (UTC).</summary>
    public DateTime? LeaseExpiresAt { get; set; }

    /// <summary>0 to 1 while generating, as far as the provider tells.</summary>
    public double? Progress { get; set; }

    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }

    public Order? Order { get; set; }
}
