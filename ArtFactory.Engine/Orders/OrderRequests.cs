using ArtFactory.Data;
using ArtFactory.Data.Orders;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Orders;

/// <summary>Reads orders back as the requests they were.</summary>
sealed class OrderRequests(IDbContextFactory<FactoryContext> contexts)
{
    public async Task<OrderRequest?> FindAsync(Guid orderId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var order = await context.Orders.AsNoTracking().IgnoreQueryFilters([ISoftDeleted.FilterName])
            .FirstOrDefaultAsync(o => o.Id == orderId, cancellationToken);
        return order is null ? null : RequestOf(order);
    }

    static OrderRequest RequestOf(Order order) => new()
    {
        Provider = order.Provider,
        Model = order.Model,
        Prompt = order.BaseParameterSet.Text("prompt") ?? "",
        NegativePrompt = order.BaseParameterSet.Text("negative_prompt") ?? "",
        Parameters = order.BaseParameterSet.Keys.Where(k => k is not ("prompt" or "negative_prompt"))
            .ToDictionary(k => k, k => order.BaseParameterSet.Text(k) ?? "", StringComparer.Ordinal),
        ProjectId = order.ProjectId,
        TemplateId = order.TemplateId,
        SourceOrderId = order.SourceOrderId,
        Seed = order.Seed,
        BudgetLimit = order.BudgetLimit,
        ItemCeiling = order.ItemCeiling,
        Priority = order.Priority,
        Origin = order.Origin ?? "web",
    };
}
