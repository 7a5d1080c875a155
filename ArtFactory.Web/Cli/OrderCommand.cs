using System.CommandLine;
using System.Globalization;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Web.Cli;

/// <summary><c>order</c>: places an order, and sees it through when no server does.</summary>
static class OrderCommand
{
    static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var options = new OrderOptions();
        var command = new Command("order", "Place an order and see it through") { options.Prompt };
        foreach (var option in options.All) command.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, options, cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, OrderOptions options, CancellationToken cancellationToken)
    {
        var output = VerbOutput.Of(parsed, options.Json);
        await using var factory = await FactorySession.OpenAsync(DataFolder.Of(parsed), cancellationToken);
        var model = await ModelChoice.FindAsync(factory.Services.GetRequiredService<IProviderCatalog>(), parsed.GetRequiredValue(options.Model), cancellationToken);
        if (parsed.GetResult(options.Model) is not { Implicit: false }) output.Note($"{model.ProviderId}/{model.ModelId}, because no --model is named.");
        var request = options.RequestOf(parsed, model, output.Notes);
        var desk = factory.Services.GetRequiredService<IOrderDesk>();
        if (parsed.GetValue(options.DryRun)) return Show(await desk.QuoteAsync(request, cancellationToken: cancellationToken), request, output);

        Guid orderId;
        try
        {
            orderId = await desk.PlaceAsync(request, cancellationToken);
        }
        catch (InvalidOrderException invalid)
        {
            WriteDiagnostics(invalid.Diagnostics, request, output.Notes);
            return ExitCode.InvalidInput;
        }

        return await SeeThroughAsync(orderId, parsed.GetValue(options.Wait), factory, output, cancellationToken);
    }

    /// <summary>Leaves the work to the server that runs, or does it here.</summary>
    static async Task<int> SeeThroughAsync(Guid orderId, bool wait, FactorySession factory, VerbOutput output, CancellationToken cancellationToken)
    {
        var book = factory.Services.GetRequiredService<IOrderBook>();
        var report = ActivatorUtilities.CreateInstance<OrderReport>(factory.Services, ActivatorUtilities.CreateInstance<OrderFiles>(factory.Services));
        var isServed = await factory.Services.GetRequiredService<IProductionBoard>().IsServedAsync(cancellationToken);
        try
        {
            if (!isServed) await factory.RunLineAsync(cancellationToken);
            else if (!wait) return await LeaveAsync(orderId, book, report, output, cancellationToken);
            var order = await FollowAsync(orderId, book, factory.Services.GetRequiredService<TimeProvider>(), output, cancellationToken);
            return await report.WriteAsync(order, output, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.Note(isServed
                ? $"Order {orderId} goes on in the server."
                : $"Order {orderId} stays in the queue and goes on with the next ./artfactory serve or order.");
            return ExitCode.Failed;
        }
    }

    static async Task<int> LeaveAsync(Guid orderId, IOrderBook book, OrderReport report, VerbOutput output, CancellationToken cancellationToken)
    {
        if (output.IsJson)
        {
            await report.WriteAsync(await FindAsync(orderId, book, cancellationToken), output, cancellationToken);
            return ExitCode.Done;
        }

        output.Write(orderId.ToString());
        output.Note("Placed; the server makes it. Add --wait to wait for the files.");
        return ExitCode.Done;
    }

    static async Task<OrderDetail> FollowAsync(Guid orderId, IOrderBook book, TimeProvider time, VerbOutput output, CancellationToken cancellationToken)
    {
        var progress = new ProgressLine(output.Notes, output.IsTerminal, time);
        try
        {
            while (true)
            {
                var order = await FindAsync(orderId, book, cancellationToken);
                progress.Show(order.Summary);
                if (order is { StoppedBy: not null, Summary.Paused: true }) return order;
                if (order.Summary.Status is OrderStatus.Fulfilled or OrderStatus.Failed or OrderStatus.Cancelled) return order;
                await Task.Delay(FollowInterval, time, cancellationToken);
            }
        }
        finally
        {
            progress.End();
        }
    }

    static async Task<OrderDetail> FindAsync(Guid orderId, IOrderBook book, CancellationToken cancellationToken) =>
        await book.FindAsync(orderId, cancellationToken)
        ?? throw new VerbException(ExitCode.NotFound, $"order {orderId} is gone: it was deleted while it ran.");

    static int Show(Quote quote, OrderRequest request, VerbOutput output)
    {
        WriteDiagnostics(quote.Diagnostics, request, output.Notes);
        if (output.IsJson)
        {
            output.WriteJson(new
            {
                quote.Items,
                quote.Total,
                quote.Exact,
                quote.Cost,
                quote.CostPerItem,
                quote.CanPlace,
                quote.Split,
                quote.Skipped,
                quote.Saved,
                Budgets = quote.Budgets.Select(b => new { b.Scope, b.Subject, b.Name, b.Limit, b.Spent, b.Reserved, b.Left }),
                Samples = quote.Samples.Select(sample => new { sample.Prompt, sample.NegativePrompt, sample.Parameters }),
                quote.Diagnostics,
            });
        }
        else
        {
            var count = quote.Exact ? "" : "at least ";
            var capped = quote.Total > quote.Items ? string.Create(CultureInfo.InvariantCulture, $" of {count}{quote.Total:N0}") : "";
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{quote.Items:N0} {(quote.Items == 1 ? "item" : "items")}{capped}, {CostOf(quote)}"));
            if (quote.Skipped > 0) output.Write(string.Create(CultureInfo.InvariantCulture, $"{quote.Skipped:N0} made before and left out, {Dollars.Of(quote.Saved)} saved"));
            foreach (var sample in quote.Samples) output.Write("  " + sample.Prompt);
        }

        return quote.CanPlace ? ExitCode.Done : ExitCode.InvalidInput;
    }

    static string CostOf(Quote quote) => quote.Cost switch
    {
        null => "price unknown",
        0 => "free",
        { } cost => string.Create(CultureInfo.InvariantCulture, $"${cost:0.00##}"),
    };

    static void WriteDiagnostics(IReadOnlyList<Diagnostic> diagnostics, OrderRequest request, TextWriter notes)
    {
        foreach (var diagnostic in diagnostics)
        {
            var text = diagnostic.Field switch
            {
                "prompt" => request.Prompt,
                "negative_prompt" => request.NegativePrompt,
                _ => request.Parameters.GetValueOrDefault(diagnostic.Field),
            };
            DiagnosticLines.Write(notes, diagnostic, text);
        }
    }
}
