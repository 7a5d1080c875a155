using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Spending;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Line;

/// <summary>The line with providers that take time and money: how near it comes to what they and the processor allow.</summary>
static class PacedLineBenchmarks
{
    /// <summary>About how long one combination is measured.</summary>
    const double Seconds = 8;

    const int MostItems = 1_500;

    /// <summary>Made before, so that the code has been compiled for what is measured.</summary>
    const int Warm = 800;
    const int LargeOrder = 10_000;
    const int Megabyte = 1_048_576;

    public static async Task ThroughputAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        foreach (var atOnce in (int[])[4, 32, 256])
        {
            await using var line = await PaidAsync(atOnce, cancellationToken);
            await line.StartAsync(cancellationToken);
            await RateAsync(line, Warm, TimeSpan.Zero, cancellationToken);

            // What the processor allows at this many in flight: the same way without the provider's time.
            var processor = await RateAsync(line, MostItems, TimeSpan.Zero, cancellationToken);
            run.Sheet.Add($"line: {atOnce} in flight, no provider time", processor, "items/s");
            foreach (var milliseconds in (int[])[1, 50, 500])
            {
                var items = Math.Clamp((int)(Math.Min(atOnce * 1000.0 / milliseconds, processor) * Seconds), atOnce * 3, MostItems);
                line.Provider.TakeOwnTime();
                var rate = await RateAsync(line, items, TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
                var own = line.Provider.TakeOwnTime().TotalMilliseconds;
                var bound = Math.Min(atOnce * 1000 / own, processor);
                run.Sheet.Add($"line: {atOnce} in flight, {milliseconds} ms provider", rate, "items/s", bound, "what provider and processor allow", Goal.RatioLeast(0.9));
                if (bound < processor) run.Sheet.Add($"line: {atOnce} in flight, {milliseconds} ms: overhead an item", atOnce / rate * 1000 - own, "ms");
            }

            using var process = Process.GetCurrentProcess();
            run.Sheet.Add($"line: memory of the program with {atOnce} in flight", process.WorkingSet64 / (double)Megabyte, "MiB");
        }
    }

    public static async Task LargeAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        await using var line = await PaidAsync(8, cancellationToken);
        line.Provider.Delay = TimeSpan.FromMilliseconds(500);
        await line.StartAsync(cancellationToken);
        var desk = line.Services.GetRequiredService<IOrderDesk>();
        var book = line.Services.GetRequiredService<IOrderBook>();
        await desk.QuoteAsync(LineBenchmarks.Request(10, "warm"), cancellationToken: cancellationToken);
        var first = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        line.Provider.OnSubmit = moment => first.TrySetResult(moment);
        var request = LineBenchmarks.Request(LargeOrder, "large");
        var start = Stopwatch.GetTimestamp();
        var quote = await desk.QuoteAsync(request, cancellationToken: cancellationToken);
        var quoted = Stopwatch.GetTimestamp();
        var order = await desk.PlaceAsync(request, cancellationToken);
        var inFlight = await first.Task;
        while ((await book.FindAsync(order, cancellationToken))!.Summary.Expanding) await Task.Delay(5, cancellationToken);
        var expanded = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (quote.Items != LargeOrder) throw new InvalidOperationException($"The quote says {quote.Items} items.");
        run.Sheet.Add("line: order of 10,000: quote", Stopwatch.GetElapsedTime(start, quoted).TotalSeconds, "s");
        run.Sheet.Add("line: order of 10,000: quote to first item in flight", Stopwatch.GetElapsedTime(start, inFlight).TotalSeconds, "s", Goal.Most(2));
        run.Sheet.Add("line: order of 10,000: quote, first item in flight and all rows written", expanded, "s", Goal.Most(2));
        await desk.CancelAsync(order, cancellationToken);
    }

    /// <summary>A line whose items cost money, so that budgets and the ledger's sums are part of what is measured.</summary>
    static async Task<LineUnderTest> PaidAsync(int atOnce, CancellationToken cancellationToken)
    {
        var line = await LineUnderTest.CreateAsync(atOnce, null, cancellationToken);
        var catalog = line.Services.GetRequiredService<IProviderCatalog>();
        var model = await catalog.FindAsync(ZeroDelayProvider.Id, LineUnderTest.Model, cancellationToken) ?? throw new InvalidOperationException("The model is gone.");
        await catalog.SetModelPriceAsync(model.Id, new(0.001m, "output"), cancellationToken);
        var budgets = line.Services.GetRequiredService<IBudgets>();
        await budgets.SetAsync(BudgetScope.Day, null, 1_000m, cancellationToken);
        await budgets.SetAsync(BudgetScope.Total, null, 1_000m, cancellationToken);
        return line;
    }

    static async Task<double> RateAsync(LineUnderTest line, int items, TimeSpan delay, CancellationToken cancellationToken)
    {
        line.Provider.Delay = delay;
        var desk = line.Services.GetRequiredService<IOrderDesk>();
        var follower = line.Services.GetRequiredService<OrderFollower>();
        var clock = Stopwatch.StartNew();
        var order = await desk.PlaceAsync(LineBenchmarks.Request(items, $"paced {items} {delay.TotalMilliseconds}"), cancellationToken);
        var ended = await follower.UntilEndedAsync(order, cancellationToken: cancellationToken);
        if (ended?.Summary.Completed != items) throw new InvalidOperationException($"{ended?.Summary.Completed} of {items} were made: {ended?.ErrorMessage}");
        return items / clock.Elapsed.TotalSeconds;
    }
}
