using System.Diagnostics;
using ArtFactory.Engine.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Line;

/// <summary>One, two and four worker processes on one PostgreSQL: how many items they make together.</summary>
static class NodeBenchmark
{
    /// <summary>Items under way at once in one process.</summary>
    const int AtOnce = 8;

    const int Items = 800;

    /// <summary>Made by each process before, so that its code has been compiled for what is measured.</summary>
    const int Warm = 800;

    public static async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        foreach (var delay in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMilliseconds(50)])
        {
            double? one = null;
            foreach (var nodes in (int[])[1, 2, 4])
            {
                var rate = await RateAsync(run, nodes, delay, cancellationToken);
                var what = $"line: {nodes} worker {(nodes == 1 ? "process" : "processes")} on PostgreSQL, {(delay == TimeSpan.Zero ? "zero-delay" : $"{delay.TotalMilliseconds:0} ms")} provider";
                if (one is { } first) run.Sheet.Add(what, rate, "items/s", first, "one process");
                else run.Sheet.Add(what, rate, "items/s");
                one ??= rate;
            }
        }
    }

    static async Task<double> RateAsync(BenchmarkRun run, int nodes, TimeSpan delay, CancellationToken cancellationToken)
    {
        var database = await run.Server.NewDatabaseAsync();
        // This process only places: its own line is never started.
        await using var line = await LineUnderTest.CreateAsync(AtOnce, database, cancellationToken);
        await line.StartTellingAsync(cancellationToken);
        var workers = new List<LineNode>();
        try
        {
            for (var i = 0; i < nodes; i++) workers.Add(await LineNode.StartAsync(database, line.Folder, delay));
            var desk = line.Services.GetRequiredService<IOrderDesk>();
            var book = line.Services.GetRequiredService<IOrderBook>();
            await EndAsync(book, await desk.PlaceAsync(LineBenchmarks.Request(Warm * nodes, "warm"), cancellationToken), Warm * nodes, cancellationToken);
            var clock = Stopwatch.StartNew();
            await EndAsync(book, await desk.PlaceAsync(LineBenchmarks.Request(Items, "nodes"), cancellationToken), Items, cancellationToken);
            return Items / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            foreach (var worker in workers) await worker.DisposeAsync();
        }
    }

    static async Task EndAsync(IOrderBook book, Guid order, int items, CancellationToken cancellationToken)
    {
        while (true)
        {
            var summary = (await book.FindAsync(order, cancellationToken))!.Summary;
            if (summary.Completed == items) return;
            if (summary.Failed > 0) throw new InvalidOperationException($"{summary.Failed} items failed.");
            await Task.Delay(50, cancellationToken);
        }
    }
}
