using System.Collections.Concurrent;
using System.Diagnostics;
using ArtFactory.Benchmarks.Library;
using ArtFactory.Benchmarks.Report;
using ArtFactory.Data;
using ArtFactory.Engine.Live;

namespace ArtFactory.Benchmarks.Live;

/// <summary>How soon a change on one node is told to a watcher on another, as an open page is one: each by itself, and in a stream of changes.</summary>
static class FeedBenchmark
{
    const int Rounds = 40;
    const int Streamed = 200;

    /// <summary>Longer than the feed gathers, so that each round begins at rest.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(120);

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(BenchmarkRun run, CancellationToken cancellationToken)
    {
        var database = await run.Server.NewDatabaseAsync();
        await using var here = await FeedNode.StartAsync(database, cancellationToken);
        await using var there = await FeedNode.StartAsync(database, cancellationToken);
        await using var bare = await BareNotice.OpenAsync(database.ConnectionString, cancellationToken);
        var seen = new ConcurrentDictionary<Guid, TaskCompletionSource<long>>();
        using var watcher = there.Feed.Subscribe(changes =>
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var change in changes) Arrival(seen, change.Id).TrySetResult(now);
            return Task.CompletedTask;
        });

        // Until both listen, what is told may be missed.
        for (var greeting = new Change(ChangeKind.Product, FactoryId.New()); !Arrival(seen, greeting.Id).Task.IsCompleted; await Task.Delay(Rest, cancellationToken)) here.Feed.Publish(greeting);
        List<double> ours = [], plain = [];
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(Rest, cancellationToken);
            ours.Add(await TellAsync(here, seen).WaitAsync(cancellationToken));
            plain.Add(await bare.RoundAsync(cancellationToken));
        }

        await Task.Delay(Rest, cancellationToken);
        var stream = new List<Task<double>>();
        for (var i = 0; i < Streamed; i++)
        {
            stream.Add(TellAsync(here, seen));
            await Task.Delay(Between, cancellationToken);
        }

        var (rest, baseline, busy) = (Timing.Of(ours), Timing.Of(plain), Timing.Of([.. await Task.WhenAll(stream).WaitAsync(cancellationToken)]));
        run.Sheet.Add("feed: change on one node to a watcher on another, median", rest.Median, "ms", baseline.Median, "a bare NOTIFY");
        run.Sheet.Add("feed: change on one node to a watcher on another, p95", rest.P95, "ms", baseline.P95, "a bare NOTIFY", Goal.Most(1_000));
        run.Sheet.Add($"feed: the same in a stream of {1 / Between.TotalSeconds:0} changes a second, median", busy.Median, "ms");
        run.Sheet.Add($"feed: the same in a stream of {1 / Between.TotalSeconds:0} changes a second, p95", busy.P95, "ms", Goal.Most(1_000));
    }

    /// <summary>Publishes a change at once, and answers how many milliseconds it took until it was seen.</summary>
    static async Task<double> TellAsync(FeedNode node, ConcurrentDictionary<Guid, TaskCompletionSource<long>> seen)
    {
        var change = new Change(ChangeKind.Item, FactoryId.New(), FactoryId.New(), FactoryId.New());
        var arrival = Arrival(seen, change.Id).Task;
        var told = Stopwatch.GetTimestamp();
        node.Feed.Publish(change);
        return Stopwatch.GetElapsedTime(told, await arrival).TotalMilliseconds;
    }

    static TaskCompletionSource<long> Arrival(ConcurrentDictionary<Guid, TaskCompletionSource<long>> seen, Guid id) =>
        seen.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
