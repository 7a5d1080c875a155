using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Orders;

sealed class OrderBook(IDbContextFactory<FactoryContext> contexts, IDatabaseEngine engine, RunningItems running) : IOrderBook
{
    const int ThumbnailsShown = 4;

    // Of this object and not of the type: a compiled query belongs to the model of one engine.
    readonly Func<FactoryContext, Guid, IAsyncEnumerable<Data.Products.ThumbnailPaths?>> _firstThumbnails = EF.CompileAsyncQuery(
        (FactoryContext context, Guid order) => context.OrderItems
            .Where(i => i.OrderId == order && i.Status == OrderItemStatus.Complete).OrderBy(i => i.SequenceNumber)
            .SelectMany(i => context.Products.Where(p => p.OrderItemId == i.Id && p.ThumbnailPaths != null).Select(p => p.ThumbnailPaths))
            .Take(ThumbnailsShown));

    public async Task<IReadOnlyList<OrderSummary>> ListAsync(
        OrderFilter filter, Guid? before = null, int take = 50, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = context.Orders.AsQueryable();
        if (filter.Text is { } text && engine.MatchExpression(text) is { } match)
            orders = engine.MatchOrders(context, match).Join(orders, found => (long?)found.Seq, o => o.Seq, (_, o) => o);
        if (filter.ProjectId is { } project) orders = orders.Where(o => o.ProjectId == project);
        if (filter.Status is { } status) orders = orders.Where(o => o.Status == status);
        if (filter.Provider is { } provider) orders = orders.Where(o => o.Provider == provider);
        if (before is { } last) orders = orders.Where(o => o.Id < last);
        var rows = await Rows(context, orders.OrderByDescending(o => o.Id).Take(take)).ToListAsync(cancellationToken);
        var summaries = new List<OrderSummary>(rows.Count);
        foreach (var row in rows) summaries.Add(await SummaryAsync(context, row, cancellationToken));
        return summaries;
    }

    public async Task<OrderDetail?> FindAsync(Guid orderId, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = context.Orders.IgnoreQueryFilters([ISoftDeleted.FilterName]).Where(o => o.Id == orderId);
        if (await Rows(context, orders).FirstOrDefaultAsync(cancellationToken) is not { } row) return null;
        var order = row.Order;
        return new(await SummaryAsync(context, row, cancellationToken), order.BaseParameterSet.Text("negative_prompt") ?? "", order.BaseParameterSet, order.Seed,
            order.Priority, order.BudgetLimit, order.ItemCeiling, order.CostReserved, order.SkippedCount, order.CostSaved, order.StoppedBy, order.StoppedUntil, order.CappedCount, order.TemplateId, row.TemplateName, order.SourceOrderId,
            order.ErrorMessage, order.DeletedAt)
        {
            Origin = order.Origin,
        };
    }

    public async Task<IReadOnlyList<ItemView>> ItemsAsync(
        Guid orderId, OrderItemStatus? status = null, int afterSequence = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var query = context.OrderItems.AsNoTracking().Where(i => i.OrderId == orderId && i.SequenceNumber > afterSequence);
        if (status is { } wanted) query = query.Where(i => i.Status == wanted);
        var items = await query.OrderBy(i => i.SequenceNumber).Take(take).ToListAsync(cancellationToken);
        var ids = items.ConvertAll(i => i.Id);
        var products = (await context.Products.Where(p => ids.Contains(p.OrderItemId!.Value)).OrderBy(p => p.Id)
            .Select(p => new { p.Id, Item = p.OrderItemId!.Value, p.ThumbnailPaths, p.Liked, p.Rating }).ToListAsync(cancellationToken)).ToLookup(p => p.Item);
        var choices = (await context.OrderItemChoices.Where(c => ids.Contains(c.OrderItemId)).OrderBy(c => c.Position)
            .Select(c => new { c.OrderItemId, c.Kind, c.Name, c.Value }).ToListAsync(cancellationToken)).ToLookup(c => c.OrderItemId);
        return items.ConvertAll(i => new ItemView(i.Id, i.SequenceNumber, i.Status, i.GenerationParameterSet?.Text("prompt") ?? "",
            running.ProgressOf(i.Id) ?? i.Progress, i.ErrorMessage, i.ErrorCode, i.RetryCount, i.NotBefore, i.StartedAt, i.CompletedAt,
            [.. products[i.Id].Select(p => new ItemProduct(p.Id, p.ThumbnailPaths?.Medium, p.Liked, p.Rating))],
            [.. choices[i.Id].Select(c => new ItemChoiceView(c.Kind, c.Name, c.Value))]));
    }

    public async Task<IReadOnlyList<LogLine>> LogAsync(Guid orderId, Guid? before = null, int take = 200, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Data.Operations.GenerationLog> logs = context.GenerationLogs;
        if (before is { } last) logs = logs.Where(l => l.Id < last);
        var rows = await logs
            .Join(context.OrderItems.Where(i => i.OrderId == orderId), l => l.OrderItemId, i => i.Id, (l, i) => new { Log = l, i.SequenceNumber })
            .OrderByDescending(r => r.Log.Id).Take(take).AsNoTracking().ToListAsync(cancellationToken);
        return rows.ConvertAll(r => new LogLine(r.Log.Id, r.Log.OrderItemId, orderId, r.SequenceNumber, r.Log.Timestamp, r.Log.Level, r.Log.Message, r.Log.Details?.ToJson()));
    }

    static IQueryable<Row> Rows(FactoryContext context, IQueryable<Order> orders) =>
        from order in orders.AsNoTracking()
        join project in context.Projects.IgnoreQueryFilters() on order.ProjectId equals project.Id into projects
        from project in projects.DefaultIfEmpty()
        join model in context.Models on new { ProviderId = order.Provider, ModelId = order.Model } equals new { model.ProviderId, model.ModelId } into models
        from model in models.DefaultIfEmpty()
        join template in context.Templates on order.TemplateId equals template.Id into templates
        from template in templates.DefaultIfEmpty()
        orderby order.Id descending
        select new Row { Order = order, ProjectName = project.Name, ModelName = model.Name, TemplateName = template.Name };

    async Task<OrderSummary> SummaryAsync(FactoryContext context, Row row, CancellationToken cancellationToken)
    {
        var order = row.Order;
        var thumbnails = new List<string>(ThumbnailsShown);
        if (order.CompletedCount > 0)
        {
            await foreach (var paths in _firstThumbnails(context, order.Id).WithCancellation(cancellationToken))
            {
                if ((paths?.Medium ?? paths?.Small) is { } path) thumbnails.Add(path);
            }
        }

        return new(order.Id, order.ProjectId, row.ProjectName, order.Provider, order.Model, row.ModelName, order.BaseParameterSet.Text("prompt") ?? "",
            order.Status, order.PausedAt is not null, order.ExpandedAt is null, order.ExpandedCount, order.CompletedCount, order.FailedCount,
            order.CancelledCount, order.CostPlanned, order.CostSpent, order.CreatedAt, order.CompletedAt, thumbnails);
    }

    sealed class Row
    {
        public required Order Order { get; init; }
        public string? ProjectName { get; init; }
        public string? ModelName { get; init; }
        public string? TemplateName { get; init; }
    }
}
