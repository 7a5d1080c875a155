using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Data;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Claiming;
using ArtFactory.Engine.Production.Ledger;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Benchmarks.Line;

/// <summary>Figures of the line: the item engine by itself, the way from order to product, and how soon work starts.</summary>
static class LineBenchmarks
{
    const int AtOnce = 32;

    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("line-items", "items a second, claim to complete with ledger and log, no provider (SQLite, synchronous=FULL)", (run, cancellationToken) => ItemsAsync(run, null, cancellationToken)),
        new("line-items-postgresql", "the same on PostgreSQL, beside Hangfire's own jobs there", async (run, cancellationToken) =>
            await ItemsAsync(run, await run.Server.NewDatabaseAsync(), cancellationToken)),
        new("line-whole", "items a second, order to committed product with thumbnails, zero-delay provider, 1 KB pictures", WholeAsync),
        new("line-paced", "items a second with providers of 1, 50 and 500 ms and 4, 32 and 256 in flight, beside what these allow; memory", PacedLineBenchmarks.ThroughputAsync),
        new("line-large", "an order of 10,000 paid items: quote, expansion, first item in flight", PacedLineBenchmarks.LargeAsync),
        new("line-start", "from placed to the first item started, beside Hangfire's enqueue to start", (run, cancellationToken) => StartAsync(run, null, cancellationToken)),
        new("line-start-postgresql", "the same on PostgreSQL", async (run, cancellationToken) => await StartAsync(run, await run.Server.NewDatabaseAsync(), cancellationToken)),
        new("line-nodes", "items a second of one, two and four worker processes on one PostgreSQL, order to committed product", NodeBenchmark.RunAsync),
    ];

    static async Task ItemsAsync(BenchmarkRun run, DatabaseOptions? database, CancellationToken cancellationToken)
    {
        const int each = 2_000;
        var many = database is null ? 20_000 : 6_000;
        const int rounds = 3;
        await using var line = await LineUnderTest.CreateAsync(8, database, cancellationToken);
        var order = await PlaceAsync(line, ((each + many) * 2 + 2 * each) * rounds + 1_000, cancellationToken);
        var ledger = line.Services.GetRequiredService<LedgerWriter>();
        await using var bare = await BareLine.OpenAsync(line.Services.GetRequiredService<IDatabaseEngine>(), line.Services.GetRequiredService<ISqlDialect>());
        await ClaimAndCompleteAsync(ledger, order, 500, 1);
        await bare.RunAsync(order.Id, 500, 1);
        var (single, bareSingle, sideBySide, batches, bareBatches) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            single.Add(await RateAsync(() => ClaimAndCompleteAsync(ledger, order, each, 1), each));
            bareSingle.Add(await RateAsync(() => bare.RunAsync(order.Id, each, 1), each));
            sideBySide.Add(await RateAsync(() => SideBySideAsync(ledger, order, 2 * each), 2 * each));
            batches.Add(await RateAsync(() => ClaimAndCompleteAsync(ledger, order, many, 200), many));
            bareBatches.Add(await RateAsync(() => bare.RunAsync(order.Id, many, 200), many));
        }

        var (on, hand) = (On(database), "the same rows by hand");
        run.Sheet.Add($"line: claim and complete, one by one{on}", Middle.Median(single), "items/s", Middle.Median(bareSingle), hand, database is null ? Goal.Least(3_000) : null);
        run.Sheet.Add($"line: claim and complete, one by one by {AtOnce} at once{on}", Middle.Median(sideBySide), "items/s", database is null ? Goal.Least(3_000) : null);
        run.Sheet.Add($"line: claim and complete, in batches{on}", Middle.Median(batches), "items/s", Middle.Median(bareBatches), hand, database is null ? Goal.Least(20_000) : null);
        if (database is null) return;
        await line.StartAsync(cancellationToken);
        var jobs = await HangfireRateAsync(line.Services.GetRequiredService<IBackgroundJobClient>(), 500);
        run.Sheet.Add($"line: claim and complete{on}, beside Hangfire", Middle.Median(batches), "items/s", jobs, "Hangfire's jobs on the same server", Goal.RatioLeast(20));
    }

    static string On(DatabaseOptions? database) => database is null ? "" : ", on PostgreSQL";

    static async Task WholeAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        const int items = 1_500;
        await using var line = await LineUnderTest.CreateAsync(32, null, cancellationToken);
        await line.StartAsync(cancellationToken);
        var desk = line.Services.GetRequiredService<IOrderDesk>();
        var follower = line.Services.GetRequiredService<OrderFollower>();
        await follower.UntilEndedAsync(await desk.PlaceAsync(Request(50, "warm"), cancellationToken), cancellationToken: cancellationToken);
        var rate = await RateAsync(async () => await follower.UntilEndedAsync(await desk.PlaceAsync(Request(items, "whole"), cancellationToken), cancellationToken: cancellationToken), items);
        run.Sheet.Add("line: order to product with thumbnails", rate, "items/s");
    }

    static async Task StartAsync(BenchmarkRun run, DatabaseOptions? database, CancellationToken cancellationToken)
    {
        const int rounds = 60;
        var rest = TimeSpan.FromMilliseconds(60);
        await using var line = await LineUnderTest.CreateAsync(8, database, cancellationToken);
        await line.StartAsync(cancellationToken);
        var desk = line.Services.GetRequiredService<IOrderDesk>();
        var follower = line.Services.GetRequiredService<OrderFollower>();
        var (fromCall, fromPlaced, hangfire) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // Each begins at rest: what the other still writes after its end is not what is measured.
            await Task.Delay(rest, cancellationToken);
            var started = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            line.Provider.OnSubmit = moment => started.TrySetResult(moment);
            var called = Stopwatch.GetTimestamp();
            var order = await desk.PlaceAsync(Request(1, $"start {round}"), cancellationToken);
            var placed = Stopwatch.GetTimestamp();
            var submitted = await started.Task;
            fromCall.Add(Milliseconds(called, submitted));
            fromPlaced.Add(Math.Max(0, Milliseconds(placed, submitted)));
            await follower.UntilEndedAsync(order, cancellationToken: cancellationToken);

            await Task.Delay(rest, cancellationToken);
            var client = line.Services.GetRequiredService<IBackgroundJobClient>();
            HangfireProbe.Started = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var enqueued = Stopwatch.GetTimestamp();
            client.Enqueue(() => HangfireProbe.Run());
            hangfire.Add(Milliseconds(enqueued, await HangfireProbe.Started.Task));
        }

        var jobs = await HangfireRateAsync(line.Services.GetRequiredService<IBackgroundJobClient>(), 500);
        var (ours, on) = (Middle.Median(fromPlaced), On(database));
        run.Sheet.Add($"line: placed to first item started, median{on}", ours, "ms", Middle.Median(hangfire), database is null ? "Hangfire, which polls its file, enqueue to start" : "Hangfire on the same server, enqueue to start", Goal.RatioMost(0.5));
        run.Sheet.Add($"line: placed to first item started, in itself{on}", ours, "ms", Goal.Most(5));
        run.Sheet.Add($"line: call to place to first item started, median{on}", Middle.Median(fromCall), "ms");
        run.Sheet.Add($"line: Hangfire's own jobs{on}", jobs, "jobs/s");
    }

    static async Task<double> HangfireRateAsync(IBackgroundJobClient client, int jobs)
    {
        HangfireProbe.Left = new CountdownEvent(jobs);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < jobs; i++) client.Enqueue(() => HangfireProbe.Count());
        await Task.Run(() => HangfireProbe.Left.Wait());
        return jobs / clock.Elapsed.TotalSeconds;
    }

    static async Task ClaimAndCompleteAsync(LedgerWriter ledger, QueuedOrder order, int items, int together)
    {
        for (var done = 0; done < items; done += together)
        {
            var claimed = await ledger.ClaimAsync(session => Claim.Take(session, order, together, "bench", LineRules.Usual));
            order.IsPending = false;
            await ledger.WriteAsync(session => session.Completions.Write([.. claimed.Select(Made)]));
        }
    }

    /// <summary>As runs of the line do it: each claims and completes its own item, and they meet in the ledger.</summary>
    static Task SideBySideAsync(LedgerWriter ledger, QueuedOrder order, int items) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
    {
        for (var done = 0; done < items / AtOnce; done++)
        {
            var claimed = await ledger.ClaimAsync(session => Claim.Take(session, order, 1, "bench", LineRules.Usual));
            await ledger.WriteAsync(Made(claimed[0]));
        }
    })));

    static Completion Made(ClaimedItem item) => new()
    {
        Item = item.ItemId, Order = item.Order.Id, Provider = item.Order.Provider, End = new(item.AttemptId, "succeeded", null),
        Log = [LogEntry.Info(item.ItemId, "Made one product.")],
    };

    static async Task<QueuedOrder> PlaceAsync(LineUnderTest line, int items, CancellationToken cancellationToken)
    {
        var id = await line.Services.GetRequiredService<IOrderDesk>().PlaceAsync(Request(1, "items"), cancellationToken);
        // In slices, as orders expand: a server keeps every version of a row that one transaction changes.
        foreach (var slice in Enumerable.Range(2, items).Chunk(500))
            await line.Services.GetRequiredService<LedgerWriter>().WriteAsync(session => session.Placements.Insert(id, slice.Select(n => new NewItem(n, Parameters, n.ToString("x64"), [], null))));
        var view = await line.Services.GetRequiredService<ArtFactory.Engine.Providers.IProviderCatalog>().FindAsync(ZeroDelayProvider.Id, LineUnderTest.Model, cancellationToken);
        return new() { Id = id, ProjectId = null, Provider = ZeroDelayProvider.Id, Model = LineUnderTest.Model, Modality = null, Priority = 0, Seed = 1, ModelView = view, IsPending = true, HasItems = true };
    }

    static ParameterSet Parameters { get; } = ParameterSet.Parse("""{"prompt":"A red fox in the snow, oil on canvas, by the light of the morning","steps":20,"width":1024,"height":1024}""");

    internal static OrderRequest Request(int items, string prompt) => new()
    {
        Provider = ZeroDelayProvider.Id, Model = LineUnderTest.Model, Prompt = prompt, Origin = "api",
        Parameters = new Dictionary<string, string> { ["steps"] = $"1..{items}" },
    };

    static async Task<double> RateAsync(Func<Task> work, int items)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return items / clock.Elapsed.TotalSeconds;
    }

    static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
