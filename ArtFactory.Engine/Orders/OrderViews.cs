using ArtFactory.Data;
using ArtFactory.Data.Orders;

namespace ArtFactory.Engine.Orders;

/// <summary>One line of the table of orders.</summary>
public sealed record OrderSummary(
    Guid Id, Guid? ProjectId, string? ProjectName, string Provider, string Model, string? ModelName, string Prompt, OrderStatus Status,
    bool Paused, bool Expanding, int Items, int Completed, int Failed, int Cancelled, decimal? CostPlanned, decimal CostSpent,
    DateTime CreatedAt, DateTime? CompletedAt, IReadOnlyList<string> Thumbnails);

/// <summary>One order, whole, without its items.</summary>
public sealed record OrderDetail(
    OrderSummary Summary, string NegativePrompt, ParameterSet BaseParameterSet, ulong Seed, int Priority, decimal? BudgetLimit,
    decimal? ItemCeiling, decimal CostReserved, int SkippedCount, decimal CostSaved, string? StoppedBy, DateTime? StoppedUntil, long CappedCount, Guid? TemplateId, string? TemplateName, Guid? SourceOrderId, string? ErrorMessage, DateTime? DeletedAt)
{
    /// <summary>Where it was placed: <c>web</c>, <c>cli</c>, <c>api</c>; null when nobody knows.</summary>
    public string? Origin { get; init; }
}

/// <summary>One item of an order, with what it made so far.</summary>
public sealed record ItemView(
    Guid Id, int SequenceNumber, OrderItemStatus Status, string Prompt, double? Progress, string? ErrorMessage, string? ErrorCode,
    int RetryCount, DateTime? NotBefore, DateTime? StartedAt, DateTime? CompletedAt, IReadOnlyList<ItemProduct> Products,
    IReadOnlyList<ItemChoiceView> Choices)
{
    /// <summary>It was made, and everything it made was deleted since.</summary>
    public bool IsDeleted => Status == OrderItemStatus.Complete && Products.Count == 0;
}

/// <summary>A product on an item's line; <paramref name="Thumbnail"/> is the path of the medium one below the cache folder.</summary>
public sealed record ItemProduct(Guid Id, string? Thumbnail, bool Liked = false, int? Rating = null);

/// <summary>One choice that made an item.</summary>
public sealed record ItemChoiceView(string Kind, string Name, string Value);

/// <summary>Filters of the table of orders.</summary>
public sealed record OrderFilter(Guid? ProjectId = null, OrderStatus? Status = null, string? Text = null, string? Provider = null);
