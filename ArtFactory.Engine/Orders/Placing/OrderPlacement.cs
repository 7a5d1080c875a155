using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Ledger;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Orders.Placing;

/// <summary>
/// Turns a plan into rows. The order and its first items are one transaction: no order is ever seen without items, and a small one
/// is whole at once. What does not fit goes on in a job, whose row is part of the same transaction.
/// </summary>
sealed class OrderPlacement(LedgerWriter ledger, LineSignal signal, IChangeFeed feed, IOptions<LineOptions> options)
{
    const string UsualProject = "My project";

    public async Task<Guid> PlaceAsync(OrderPlan plan, RecordedLookups lookups)
    {
        var request = plan.Request;
        var order = OrderOf(plan);
        var first = PlannedItems.Of(plan, 0).Take(options.Value.ExpansionBatch).ToList();
        var isWhole = first.Count < options.Value.ExpansionBatch;
        await ledger.WriteAsync(session =>
        {
            order.ProjectId = request.ProjectId ?? session.Placements.ProjectNamed(request.ProjectName ?? UsualProject);
            session.Placements.Insert(order);
            session.Placements.Insert(order.Id, first);
            if (isWhole) session.Placements.Expanded(order.Id);
            else session.Jobs.Insert(ExpandOrderWork.KindName, order.Id, ExpandOrderWork.Arguments(plan, lookups), first.Count, plan.NewItems);
        });
        FailPoints.Hit(FailPoints.AfterPlaced);
        signal.OrdersChanged();
        feed.Publish(new(ChangeKind.Order, order.Id, order.Id, order.ProjectId));
        feed.Publish(new(ChangeKind.Project, order.ProjectId!.Value, null, order.ProjectId));
        return order.Id;
    }

    static Order OrderOf(OrderPlan plan)
    {
        var request = plan.Request;
        var typed = new List<KeyValuePair<string, JsonElement>> { new("prompt", JsonSerializer.SerializeToElement(request.Prompt)) };
        if (request.NegativePrompt.Length > 0) typed.Add(new("negative_prompt", JsonSerializer.SerializeToElement(request.NegativePrompt)));
        typed.AddRange(request.Parameters.Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Key, JsonSerializer.SerializeToElement(p.Value))));
        return new()
        {
            Id = FactoryId.New(),
            ProjectId = request.ProjectId,
            Provider = plan.Model!.ProviderId,
            Model = plan.Model.ModelId,
            ModelFamily = plan.Model.Family,
            ModelModality = plan.Model.Modality,
            BaseParameterSet = new(typed),
            TemplateId = request.TemplateId,
            SourceOrderId = request.SourceOrderId,
            Seed = plan.Seed,
            Priority = request.Priority,
            BudgetLimit = request.BudgetLimit,
            ItemCeiling = request.ItemCeiling,
            CostPlanned = plan.Cost,
            SkippedCount = plan.Price.Skipped,
            CostSaved = plan.Price.Saved,
            CappedCount = plan.Capped,
            Origin = request.Origin,
        };
    }
}
