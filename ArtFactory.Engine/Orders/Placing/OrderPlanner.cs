using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Projects;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>Reads requests: fast enough for every keystroke, and total.</summary>
sealed class OrderPlanner(IProviderCatalog catalog, ILookupShelf lookups, ISettings settings, EarlierWork earlier, TimeProvider time)
{
    /// <summary>How many of the first items are looked at for faults.</summary>
    const int LookedAt = 25;

    public async Task<OrderPlan> PlanAsync(OrderRequest request, CancellationToken cancellationToken) =>
        await PlanAsync(request, await lookups.SourceAsync(cancellationToken), cancellationToken);

    /// <summary>The same, reading the lookups given.</summary>
    public async Task<OrderPlan> PlanAsync(OrderRequest request, ILookupSource lookupsNow, CancellationToken cancellationToken)
    {
        var caps = new ExpansionCaps(
            await settings.GetAsync<int>("expansion.batch_item_cap", cancellationToken), await settings.GetAsync<int>("expansion.order_item_cap", cancellationToken));
        var limited = request.BudgetLimit is null ? request with { BudgetLimit = await settings.GetAsync<decimal?>(UsualOrder.BudgetSetting, cancellationToken) } : request;
        return await PlanAsync(limited, caps, lookupsNow, time.GetUtcNow().UtcDateTime, cancellationToken);
    }

    /// <summary>The same with caps, lookups and earlier work of an earlier moment, so that what was begun is finished as it began.</summary>
    public async Task<OrderPlan> PlanAsync(OrderRequest request, ExpansionCaps caps, ILookupSource lookupsThen, DateTime madeBefore, CancellationToken cancellationToken)
    {
        var seed = request.Seed ?? UsualOrder.DrawSeed();
        var model = await catalog.FindAsync(request.Provider, request.Model, cancellationToken);
        var expansion = Expander.Parse(new()
        {
            Prompt = request.Prompt,
            NegativePrompt = request.NegativePrompt,
            Parameters = request.Parameters,
            Schema = model?.Schema,
            Lookups = lookupsThen,
            Seed = seed,
            DefaultBatchCap = caps.Batch,
            OrderCap = caps.Order,
        });
        var plan = new OrderPlan { Request = request, Model = model, Expansion = expansion, Seed = seed, Caps = caps, MadeBefore = madeBefore };
        if (request.OnlyNew && model is not null)
            plan.Made = await earlier.CountsAsync(expansion.Items().Select(item => PlannedItems.HashOf(plan, OrderPlan.GenerationSet(item))), madeBefore, cancellationToken);
        plan.Price = PlanCost.Of(plan);
        plan.Diagnostics = [.. expansion.Diagnostics, .. OrderChecks.Of(plan, [.. expansion.Items().Take(LookedAt)])];
        return plan;
    }
}
