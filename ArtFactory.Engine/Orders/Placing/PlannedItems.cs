using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Production.Ledger;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>The items of a plan as they become rows, each made when it is asked for.</summary>
static class PlannedItems
{
    /// <summary>Those after the first <paramref name="start"/> of the expansion; of equal ones, as many are left out as were made before.</summary>
    public static IEnumerable<NewItem> Of(OrderPlan plan, int start)
    {
        if (plan.Made is not { Count: > 0 } made) return plan.Expansion.Items(start).Select(item => Row(plan, item));

        // From the first on, whatever the start: which of equal ones are left out depends on those before.
        var left = new Dictionary<string, int>(made, StringComparer.Ordinal);
        return plan.Expansion.Items().Select(item => Row(plan, item)).Where(row => !Take(left, row.Hash) && row.Sequence > start);
    }

    /// <summary>The hash by which equal work is known: of provider, model and parameters.</summary>
    public static string HashOf(OrderPlan plan, ParameterSet parameters) => new ParameterSet(parameters
        .Append(new("$provider", JsonSerializer.SerializeToElement(plan.Request.Provider)))
        .Append(new("$model", JsonSerializer.SerializeToElement(plan.Request.Model)))).CanonicalHash();

    /// <summary>Uses up one of those made before; false when there is none left.</summary>
    public static bool Take(Dictionary<string, int> left, string hash)
    {
        if (left.GetValueOrDefault(hash) == 0) return false;
        left[hash]--;
        return true;
    }

    static NewItem Row(OrderPlan plan, ExpandedItem item)
    {
        var parameters = OrderPlan.GenerationSet(item);
        var error = item.Errors.Count == 0 ? null : string.Join(" ", item.Errors.Select(e => e.Message));
        return new(item.Sequence, parameters, HashOf(plan, parameters), [.. item.Choices.Select(c => c with { Name = ItemChoice.KeptName(c.Name) })], error);
    }
}
