using System.CommandLine;
using System.Globalization;
using ArtFactory.Engine.Orders;

namespace ArtFactory.Web.Cli;

/// <summary><c>orders</c>: the latest orders.</summary>
static class OrdersCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("TEXT") { Description = "Only orders whose prompt contains it", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "How many", DefaultValueFactory = _ => 20, HelpName = "N" };
        var json = VerbOutput.Json();
        var command = new Command("orders", "List the latest orders") { text, limit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = VerbOutput.Of(parsed, json);
            await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
            var orders = await factory.Services.GetRequiredService<IOrderBook>().ListAsync(
                new OrderFilter(Text: parsed.GetValue(text)), take: Math.Clamp(parsed.GetValue(limit), 1, 1000), cancellationToken: cancellationToken);
            if (output.IsJson)
            {
                output.WriteJson(orders.Select(order => new
                {
                    order.Id,
                    order.Status,
                    order.Paused,
                    Model = $"{order.Provider}/{order.Model}",
                    order.Prompt,
                    Project = order.ProjectName,
                    order.Items,
                    order.Completed,
                    order.Failed,
                    order.Cancelled,
                    Cost = order.CostSpent,
                    order.CreatedAt,
                    order.CompletedAt,
                }));
                return ExitCode.Done;
            }

            var table = new TextTable("ORDER", "PLACED (UTC)", "STATUS", "DONE", "MODEL", "PROMPT");
            foreach (var order in orders)
            {
                table.Add(
                    order.Id.ToString(),
                    order.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                    order.Paused ? "paused" : order.Status.ToString().ToLowerInvariant(),
                    $"{order.Completed}/{order.Items}",
                    $"{order.Provider}/{order.Model}",
                    TextTable.Cut(order.Prompt, 60));
            }

            table.Write(output.Answer);
            return ExitCode.Done;
        });
        return command;
    }
}
