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
        var untilIdle = new Option<bool>("--until-idle") { Description = "End when no order is open any more" };
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
        (await book.ListAsync(new(Status: OrderStatus.Pending), take: 1, cancellationToken: cancellationToken)).Count > 0
        || (await book.ListAsync(new(Status: OrderStatus.Processing), take: 1, cancellationToken: cancellationToken)).Count > 0;
}
