using System.Globalization;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Orders;

namespace ArtFactory.Web.Cli;

/// <summary>What became of an order: its files, what failed, what it cost.</summary>
sealed class OrderReport(IOrderBook book, OrderFiles files, MediaStore store)
{
    const int FailuresShown = 10;

    /// <summary>Writes the report; answers the exit code.</summary>
    public async Task<int> WriteAsync(OrderDetail order, VerbOutput output, CancellationToken cancellationToken)
    {
        var summary = order.Summary;
        var products = await files.ListAsync(summary.Id, cancellationToken);
        var failed = await FailedAsync(summary, cancellationToken);
        if (output.IsJson)
        {
            output.WriteJson(new
            {
                Order = summary.Id,
                summary.Items,
                Products = products.Select(file => new { file.Id, Path = PathOf(file), file.Sha256, file.Width, file.Height, file.MimeType }),
                Failed = failed.Select(item => new { Item = item.SequenceNumber, item.Prompt, Error = item.ErrorMessage, Code = item.ErrorCode }),
                Cost = summary.CostSpent,
                CostPlanned = summary.CostPlanned,
                Skipped = order.SkippedCount,
                Saved = order.CostSaved,
                order.StoppedBy,
                Stopped = order.StoppedBy is null ? null : order.ErrorMessage,
            });
        }
        else
        {
            foreach (var file in products) output.Write(PathOf(file));
            foreach (var item in failed.Take(FailuresShown)) output.Note($"item {item.SequenceNumber} failed: {item.ErrorMessage ?? item.ErrorCode}");
            if (failed.Count > FailuresShown) output.Note($"and {failed.Count - FailuresShown} more");
            output.Note(Line(summary, products.Count));
            if (order.SkippedCount > 0) output.Note(string.Create(CultureInfo.InvariantCulture, $"{order.SkippedCount:N0} made before and left out, {Dollars.Of(order.CostSaved)} saved."));
            if (order.StoppedBy is not null) output.Note($"Order {summary.Id} waits. {order.ErrorMessage}");
        }

        return summary.Status == OrderStatus.Fulfilled && summary.Failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    static string Line(OrderSummary summary, int products)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{products:N0} {(products == 1 ? "file" : "files")}");
        if (summary.Failed > 0) line += string.Create(CultureInfo.InvariantCulture, $", {summary.Failed:N0} failed");
        if (summary.Cancelled > 0) line += string.Create(CultureInfo.InvariantCulture, $", {summary.Cancelled:N0} cancelled");
        if (summary.CostSpent > 0) line += string.Create(CultureInfo.InvariantCulture, $", ${summary.CostSpent:0.00##}");
        return line + ".";
    }

    async Task<List<ItemView>> FailedAsync(OrderSummary summary, CancellationToken cancellationToken)
    {
        var failed = new List<ItemView>();
        while (failed.Count < summary.Failed)
        {
            var page = await book.ItemsAsync(summary.Id, OrderItemStatus.Failed, failed.Count == 0 ? 0 : failed[^1].SequenceNumber, 500, cancellationToken);
            if (page.Count == 0) break;
            failed.AddRange(page);
        }

        return failed;
    }

    string PathOf(OrderFile file) => store.Locate(file.Path);
}
