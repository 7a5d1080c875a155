namespace ArtFactory.Engine.Production;

/// <summary>What can hold an order back, as <c>orders.stopped_by</c> names it; the words for a person are in its message.</summary>
public static class StopCodes
{
    public const string OrderBudget = "order_budget";
    public const string ProjectBudget = "project_budget";
    public const string ProviderDayBudget = "provider_day_budget";
    public const string DayBudget = "day_budget";
    public const string TotalBudget = "total_budget";

    /// <summary>What an item costs is not known.</summary>
    public const string Price = "price";

    /// <summary>The model is no longer among those of its provider.</summary>
    public const string Model = "model";

    /// <summary>The provider asks for money.</summary>
    public const string Payment = "payment";

    /// <summary>The provider's key is missing or wrong.</summary>
    public const string Key = "key";
}
