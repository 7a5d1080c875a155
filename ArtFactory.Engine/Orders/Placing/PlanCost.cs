using System.Buffers;
using ArtFactory.Engine.Production;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>What a plan costs at most, added up item by item where the items differ in price.</summary>
/// <param name="PerItem">US dollars for the dearest item; null when unknown.</param>
/// <param name="All">US dollars for what is new; null when unknown.</param>
/// <param name="Skipped">Items left out because equal ones were made before.</param>
/// <param name="Saved">US dollars those would have cost.</param>
sealed record PlanCost(decimal? PerItem, decimal? All, int Skipped, decimal Saved)
{
    static readonly SearchValues<char> Several = SearchValues.Create(",|[]{}<>");

    public static PlanCost Unknown { get; } = new(null, null, 0, 0);

    public static PlanCost Of(OrderPlan plan)
    {
        if (plan.Model is null || plan.Items == 0) return Unknown with { PerItem = plan.Model?.Price.Amount, All = plan.Model is null ? null : 0 };
        if (plan.Made is not { Count: > 0 } && AllAlike(plan))
        {
            var one = CeilingOf(plan, plan.Expansion.Items().First());
            return new(one, one * plan.Items, 0, 0);
        }

        return AddUp(plan);
    }

    static PlanCost AddUp(OrderPlan plan)
    {
        decimal? all = 0m, most = null;
        var (skipped, saved, known) = (0, 0m, true);
        var left = plan.Made is null ? null : new Dictionary<string, int>(plan.Made, StringComparer.Ordinal);
        foreach (var item in plan.Expansion.Items())
        {
            var ceiling = CeilingOf(plan, item);
            if (left is not null && PlannedItems.Take(left, PlannedItems.HashOf(plan, OrderPlan.GenerationSet(item))))
            {
                skipped++;
                saved += ceiling ?? 0;
                continue;
            }

            known &= ceiling is not null;
            all += ceiling;
            if (ceiling > (most ?? -1)) most = ceiling;
        }

        return new(known ? most ?? 0 : null, known ? all : null, skipped, saved);
    }

    /// <summary>Whether no item can cost another sum than the first: free, or nothing that counts is given several values, nor set by the prompt.</summary>
    static bool AllAlike(OrderPlan plan) => plan.Model!.Price.Amount is null or 0 || !plan.Request.Prompt.Contains(':', StringComparison.Ordinal) && !plan.Request.Parameters.Any(p => PriceCeiling.Counts(plan.Model.Price, plan.Model.Schema, p.Key) && MayVary(p.Value));

    static bool MayVary(string typed) => typed.AsSpan().ContainsAny(Several) || typed.Contains("..", StringComparison.Ordinal);

    static decimal? CeilingOf(OrderPlan plan, Expansion.ExpandedItem item) => plan.Model!.Price.Amount switch
    {
        null => plan.Request.ItemCeiling,
        0 => 0,
        _ => PriceCeiling.OrMore(PriceCeiling.Of(plan.Model.Price, plan.Model.Schema, new Data.ParameterSet(item.Parameters)), plan.Request.ItemCeiling),
    };
}
