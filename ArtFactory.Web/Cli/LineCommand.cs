using System.CommandLine;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Orders;

namespace ArtFactory.Web.Cli;

/// <summary><c>line</c>: works on what waits, without a web face; for services and for tests that kill it.</summary>
static class LineCommand
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var untilIdle = new Option<bool>("--until-idle") { Description = "End when no order is open any more, paused ones apart" };
        var command = new Command("line", "Work on the orders of the data folder until stopped") { untilIdle };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetValue(untilIdle), cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, bool untilIdle, CancellationToken cancellationToken)
    {
        await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
        await factory.RunLineAsync(cancellationToken);
        await parsed.InvocationConfiguration.Output.WriteLineAsync("The line runs.");
        var book = factory.Services.GetRequiredService<IOrderBook>();
        var time = factory.Services.GetRequiredService<TimeProvider>();
        try
        {
            while (!untilIdle || await IsOpenAsync(book, cancellationToken)) await Task.Delay(Look, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is the usual end.
        }

        return ExitCode.Done;
    }

    static async Task<bool> IsOpenAsync(IOrderBook book, CancellationToken cancellationToken) =>
        await HasOneAsync(book, OrderStatus.Pending, cancellationToken) || await HasOneAsync(book, OrderStatus.Processing, cancellationToken);

    /// <summary>A paused order waits for a person; nobody need wait for that here.</summary>
    static async Task<bool> HasOneAsync(IOrderBook book, OrderStatus status, CancellationToken cancellationToken)
    {
        const int page = 50;
        Guid? before = null;
        while (true)
        {
            var orders = await book.ListAsync(new(Status: status), before, page, cancellationToken);
            if (orders.Any(order => !order.Paused)) return true;
            if (orders.Count < page) return false;
            before = orders[^1].Id;
        }
    }
}
