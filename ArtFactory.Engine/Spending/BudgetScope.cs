namespace ArtFactory.Engine.Spending;

/// <summary>What a budget covers.</summary>
public enum BudgetScope
{
    Order,
    Project,

    /// <summary>One day (UTC) at one provider.</summary>
    ProviderDay,

    /// <summary>One day (UTC) at all providers.</summary>
    Day,

    /// <summary>Everything, ever.</summary>
    Total,
}
