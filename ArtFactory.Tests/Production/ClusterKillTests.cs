using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>Several workers of the real program on one server, killed as by power cuts at random, and the server once as well.</summary>
[Trait("speed", "slow")]
public sealed class ClusterKillTests(ITestOutputHelper output)
{
    const int Workers = 4;
    const int KillsPerWorker = 25;
    const int Items = 2_000;

    [Fact]
    public async Task Whatever_node_is_killed_the_others_finish_and_nothing_is_lost_or_made_twice()
    {
        using var data = new TemporaryData();
        await using var cluster = await PostgresCluster.StartAsync();
        var options = new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = cluster.ConnectionString(await cluster.NewDatabaseAsync()) };
        await using var services = TestDatabase.Build(options);
        var (kills, underWay) = (0, 0);
        await using (var first = await WorkerAsync(data, options))
        await using (var second = await WorkerAsync(data, options))
        {
            var prompt = $"A fox number [{string.Join(',', Enumerable.Range(1, Items))}] batch:maxbatchitems:{Items}";
            foreach (var cap in (string[])["expansion.batch_item_cap", "expansion.order_item_cap"])
            {
                await using var setting = Start(data, options, "settings", cap, $"{Items}");
                (await setting.EndAsync()).ShouldEndWith(0);
            }

            await using var order = Start(data, options,
                "order", prompt, "--model", "studio/flow-field", "-p", "width=64", "-p", "height=64", "-p", "steps=4", "--seed", "5");
            (await order.EndAsync()).ShouldEndWith(0).Error.ShouldContain("the server makes it");
            await CompletedAsync(services, 20);

            // The server itself goes away in the middle, and comes back: the run goes on.
            await cluster.StopAsync();
            await cluster.StartAgainAsync();
            await CompletedAsync(services, 20 + await CompletedAsync(services, 0));
            foreach (var worker in (FactoryProcess[])[first, second]) worker.Kill().ShouldBeTrue("a worker outlives the server's absence");
            kills += 2;
        }

        await Task.WhenAll(Enumerable.Range(1, Workers).Select(async number =>
        {
            var random = new Random(number);
            for (var kill = 0; kill < KillsPerWorker; kill++)
            {
                await using var worker = await WorkerAsync(data, options);
                await Task.Delay(random.Next(0, 900));
                if (await IsOpenAsync(services)) Interlocked.Increment(ref underWay);
                worker.Kill().ShouldBeTrue("it works until it is killed");
                Interlocked.Increment(ref kills);
            }
        }));

        await using (await WorkerAsync(data, options))
        await using (await WorkerAsync(data, options))
        {
            try
            {
                // As long as it goes on: what the kills left over may be most of the order.
                for (var left = -1; await IsOpenAsync(services) && await OpenItemsAsync(services) is var now && now != left; left = now)
                    await TestFactory.UntilAsync(async () => !await IsOpenAsync(services) || await OpenItemsAsync(services) < now - 50);
                await TestFactory.UntilAsync(async () => !await IsOpenAsync(services));
            }
            catch (OperationCanceledException e)
            {
                throw new InvalidOperationException($"The order does not end: {await StandingAsync(services)}", e);
            }
        }

        output.WriteLine($"{kills} kills of {Workers} workers, {underWay} of them at random while the order was under way, after one stop of the server, over {Items} items");
        kills.ShouldBeGreaterThan(100);
        underWay.ShouldBeGreaterThan(kills / 2, "most kills meet work under way");
        await KillTests.CheckAsync(data.Root, options, Items);
    }

    static async Task<FactoryProcess> WorkerAsync(TemporaryData data, DatabaseOptions options)
    {
        var worker = Start(data, options, "worker");
        if (await worker.ReadLineAsync() is null) throw new InvalidOperationException($"A worker did not start: {(await worker.EndAsync()).Error}");
        return worker;
    }

    static FactoryProcess Start(TemporaryData data, DatabaseOptions options, params string[] args) =>
        FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", data.Root], environment: new Dictionary<string, string>
        {
            ["Database__Engine"] = options.Engine, ["Database__ConnectionString"] = options.ConnectionString, ["Imaging__Workers"] = "1", ["DOTNET_TieredPGO"] = "0",
        });

    /// <summary>Waits until so many items are complete; answers how many are.</summary>
    static async Task<int> CompletedAsync(IServiceProvider services, int least)
    {
        var completed = 0;
        await TestFactory.UntilAsync(async () =>
        {
            try
            {
                await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
                completed = await context.OrderItems.CountAsync(i => i.Status == OrderItemStatus.Complete);
            }
            catch (Exception e) when (services.GetRequiredService<IDatabaseEngine>().IsAway(e))
            {
                // A connection from before the stop.
            }

            return completed >= least;
        });
        return completed;
    }

    static async Task<string> StandingAsync(IServiceProvider services)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        var items = await context.OrderItems.GroupBy(i => new { i.Status, i.LeaseOwner }).Select(g => new { g.Key.Status, g.Key.LeaseOwner, Count = g.Count() }).ToListAsync();
        var jobs = await context.BackgroundJobs.Select(j => new { j.Kind, j.State, j.Done, j.Total, j.ErrorMessage }).ToListAsync();
        var nodes = await context.Nodes.Select(n => new { n.Owner, n.SeenAt }).ToListAsync();
        return string.Join("; ", items.Select(i => $"{i}").Concat(jobs.Select(j => $"{j}")).Concat(nodes.Select(n => $"{n}")));
    }

    static async Task<int> OpenItemsAsync(IServiceProvider services)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        return await context.OrderItems.CountAsync(i => i.Status == OrderItemStatus.Pending || i.Status == OrderItemStatus.Generating);
    }

    static async Task<bool> IsOpenAsync(IServiceProvider services)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        return await context.Orders.AnyAsync(o => o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing);
    }
}
