using System.Globalization;
using System.Text.Json;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>What can be said of an order beyond its markup: its model, required parameters, faulty items, money.</summary>
static class OrderChecks
{
    public static IEnumerable<Diagnostic> Of(OrderPlan plan, IReadOnlyList<ExpandedItem> first)
    {
        var (request, model, expansion) = (plan.Request, plan.Model, plan.Expansion);
        if (model is null)
        {
            yield return Error("unknown-model", $"There is no model '{request.Provider}/{request.Model}'. Choose one from the list.", "model");
            yield break;
        }

        if (!model.CanRun) yield return Error("model-cannot-run", model.Obstacle ?? $"{model.Name} cannot run now: its provider is disabled, has no key, or is not part of this program.", "model");
        foreach (var diagnostic in Required(model, first)) yield return diagnostic;
        foreach (var diagnostic in ItemErrors(expansion, first)) yield return diagnostic;
        if (expansion.Count.Items == 0 && !expansion.HasErrors) yield return Error("no-items", "The order makes nothing. Write a prompt.", "prompt");
        if (plan.Price.Skipped > 0 && plan.NewItems == 0) yield return new(Severity.Info, "nothing-new", "Nothing is new: every item was made before.", "prompt", 0, 0);
        foreach (var diagnostic in Money(request, model, plan.NewItems, plan.Price.PerItem)) yield return diagnostic;
    }

    static IEnumerable<Diagnostic> Required(ModelView model, IReadOnlyList<ExpandedItem> first)
    {
        if (first.Count == 0) yield break;
        foreach (var spec in model.Schema.Parameters.Where(p => p.Required))
        {
            if (spec.Type == ParameterType.Prompt)
            {
                if (ReferenceEquals(model.Schema.Find("prompt"), spec) && string.IsNullOrWhiteSpace(first[0].Prompt)) yield return Error("required", $"{model.Name} needs a prompt.", "prompt");
            }
            else if (spec.Default is null && (!first[0].Parameters.TryGetValue(spec.Name, out var value) || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined))
            {
                yield return Error("required", $"{spec.Label} is required: {model.Name} does not work without it.", spec.Name);
            }
        }
    }

    static IEnumerable<Diagnostic> ItemErrors(PromptExpansion expansion, IReadOnlyList<ExpandedItem> first)
    {
        var told = expansion.Diagnostics.Select(d => (d.Field, d.Code)).ToHashSet();
        foreach (var error in first.SelectMany(i => i.Errors))
        {
            if (told.Add((error.Field, error.Code))) yield return error;
        }
    }

    static IEnumerable<Diagnostic> Money(OrderRequest request, ModelView model, int items, decimal? costPerItem)
    {
        if (request.BudgetLimit < 0) yield return Error("budget", "A budget is zero or more; leave it empty for none.", "budget_limit");
        if (request.ItemCeiling < 0) yield return Error("item-ceiling", "A price limit is zero or more; leave it empty for none.", "item_ceiling");
        if (costPerItem is null)
        {
            var why = model.Price.Amount is null ? $"What {model.Name} costs is not known" : $"What an item of {model.Name} costs cannot be reckoned beforehand";
            yield return Error("unknown-price", $"{why}, so no budget could hold. Say what an item may cost at most, or set its price in Admin, Models.", "item_ceiling");
        }
        else if (request.BudgetLimit is { } limit and >= 0 && costPerItem > 0)
        {
            var covered = (long)decimal.Floor(limit / costPerItem.Value);
            if (covered == 0)
                yield return Error("budget", string.Create(CultureInfo.InvariantCulture, $"One item costs up to ${costPerItem:0.######}; a budget of ${limit:0.######} covers none."), "budget_limit");
            else if (covered < items)
                yield return new(Severity.Warning, "budget", string.Create(CultureInfo.InvariantCulture, $"The budget covers {covered} of {items} items; the order then pauses."), "budget_limit", 0, 0);
        }
    }

    static Diagnostic Error(string code, string message, string field) => new(Severity.Error, code, message, field, 0, 0);
}
