using System.Diagnostics;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>
/// Several workers of the real program on one server order from a provider that takes money and keeps its own books, under a budget of
/// what the order costs once, and are killed at random as by power cuts.
/// </summary>
[Trait("speed", "slow")]
public sealed class ClusterPaidKillTests(ITestOutputHelper output)
{
    const int Nodes = 3;
    const int Kills = 40;
    const int Items = 400;
    const decimal Budget = Items * PaidFactory.Price;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Whatever_node_is_killed_each_item_is_paid_once_and_the_budget_holds()
    {
        var clock = Stopwatch.StartNew();
        await using var cluster = await PostgresCluster.StartAsync();
        await using var factory = await PaidFactory.CreateAsync(PaidProvider.Fal, atOnce: 6,
            new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = cluster.ConnectionString(await cluster.NewDatabaseAsync()) });
        await using (var order = factory.Start(factory.Order(Items), $"{FailPoints.AfterPlaced}:1")) await order.EndAsync();

        // So slow that the order outlasts the kills.
        factory.Fake.Behaviour.WorkTime = TimeSpan.FromMilliseconds(500);
        using var end = new CancellationTokenSource();
        var watching = WatchAsync(factory, end.Token);
        var underWay = await KillAsync(factory);
        factory.Fake.Behaviour.WorkTime = TimeSpan.FromMilliseconds(20);
        await FinishAsync(factory);
        await end.CancelAsync();
        var (most, looks) = await watching;

        output.WriteLine($"{Kills} kills of {Nodes} nodes, {underWay} of them while the order was under way, over {Items} paid items in {clock.Elapsed.TotalSeconds:0} s; at most ${most} of ${Budget} was committed in {looks} looks");
        most.ShouldBeLessThanOrEqualTo(Budget);
        underWay.ShouldBeGreaterThan(Kills / 2, "most kills meet work under way");
        await factory.CheckAsync(Items);
    }

    /// <summary>Answers how many of the kills met an order under way.</summary>
    static async Task<int> KillAsync(PaidFactory factory)
    {
        var (kills, underWay) = (0, 0);
        await Task.WhenAll(Enumerable.Range(1, Nodes).Select(async number =>
        {
            var random = new Random(number);
            while (Interlocked.Increment(ref kills) <= Kills)
            {
                await using var worker = await WorkerAsync(factory);
                await Task.Delay(random.Next(0, 900));
                if ((await StandAsync(factory)).IsOpen) Interlocked.Increment(ref underWay);
                worker.Kill().ShouldBeTrue("it works until it is killed");
            }
        }));
        return underWay;
    }

    /// <summary>Each node asks, as it starts, about what is unknown; when only that is left, another is started instead of waiting for the clock.</summary>
    static async Task FinishAsync(PaidFactory factory)
    {
        var nodes = new List<FactoryProcess>();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            for (var stand = await StandAsync(factory); stand.IsOpen; stand = await StandAsync(factory))
            {
                nodes.Add(await WorkerAsync(factory));
                while (await StandAsync(factory) is { IsOpen: true } now && (now.IsMoving || now.Unknown.Count == 0 || now.Unknown.SetEquals(stand.Unknown)))
                    await Task.Delay(50, limit.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"The order does not end: {await StandAsync(factory)}", e);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    /// <summary>Looks at the sums again and again; answers the most that was ever spent and reserved together.</summary>
    static async Task<(decimal Most, int Looks)> WatchAsync(PaidFactory factory, CancellationToken end)
    {
        var (most, looks) = (0m, 0);
        while (!end.IsCancellationRequested)
        {
            most = Math.Max(most, await factory.CommittedAsync());
            looks++;
            await Task.Delay(25, CancellationToken.None);
        }

        return (most, looks);
    }

    static async Task<FactoryProcess> WorkerAsync(PaidFactory factory)
    {
        var worker = factory.Start(["worker"]);
        if (await worker.ReadLineAsync() is null) throw new InvalidOperationException($"A worker did not start: {(await worker.EndAsync()).Error}");
        return worker;
    }

    static async Task<Standing> StandAsync(PaidFactory factory)
    {
        await using var context = factory.Open();
        var order = await context.Orders.AsNoTracking().SingleAsync();
        var attempts = await context.GenerationAttempts.AsNoTracking().Where(a => a.EndedAt == null).Select(a => new { a.Id, a.State }).ToListAsync();
        var waiting = await context.OrderItems.CountAsync(i => i.Status == OrderItemStatus.Pending);
        return new(order.Status is OrderStatus.Pending or OrderStatus.Processing, waiting > 0 || attempts.Exists(a => a.State != AttemptState.Unknown),
            [.. attempts.Where(a => a.State == AttemptState.Unknown).Select(a => a.Id)]);
    }

    /// <param name="IsOpen">Whether the order has not ended.</param>
    /// <param name="IsMoving">Whether something is left that a node can do.</param>
    /// <param name="Unknown">Attempts whose end nobody knows.</param>
    sealed record Standing(bool IsOpen, bool IsMoving, HashSet<Guid> Unknown)
    {
        public override string ToString() => $"open {IsOpen}, moving {IsMoving}, {Unknown.Count} unknown";
    }
}
