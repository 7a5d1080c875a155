using System.Globalization;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Spending;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>Says beforehand which budgets would stop an order, and about where.</summary>
static class BudgetNotes
{
    public static Quote AddTo(Quote quote, IReadOnlyList<BudgetView> budgets)
    {
        var tight = budgets.Where(b => b.Left < quote.Cost).ToList();
        return tight.Count == 0 ? quote : quote with { Budgets = tight, Diagnostics = [.. quote.Diagnostics, .. tight.Select(b => Note(b, quote))] };
    }

    static Diagnostic Note(BudgetView budget, Quote quote)
    {
        var left = Math.Max(0, budget.Left ?? 0);
        var covered = quote.CostPerItem is > 0 and { } each ? Math.Min(quote.Items, (long)decimal.Floor(left / each)) : 0;
        var name = budget.Scope switch
        {
            BudgetScope.Day => "the budget of a day",
            BudgetScope.Total => "the budget in all",
            BudgetScope.ProviderDay => $"the budget of a day at the provider ({budget.Name})",
            _ => $"the budget of “{budget.Name}”",
        };
        return new(Severity.Warning, "budget-left", string.Create(CultureInfo.InvariantCulture,
            $"${left:0.00####} of ${budget.Limit:0.00####} is left of {name}: that covers {covered:N0} of {quote.Items:N0} items. The order then stops, and goes on when the budget allows."),
            "budget_limit", 0, 0);
    }
}
