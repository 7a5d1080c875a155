namespace ArtFactory.Data.Orders;

/// <summary>Where one paid attempt stands; stored in lower case.</summary>
public enum AttemptState
{
    /// <summary>Written before any request: its price ceiling counts against the budgets.</summary>
    Reserved,

    /// <summary>The provider accepted it and gave it an id.</summary>
    Submitted,

    Succeeded,
    Failed,

    /// <summary>Nobody knows whether the provider accepted it; leaves by reconciliation or a person's choice only.</summary>
    Unknown,

    Cancelled,
}
