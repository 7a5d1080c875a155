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
    const int KillsPerWorker = 10;
    const int Items = 600;

    [Fact]
    public async Task Whatever_node_is_killed_the_others_finish_and_nothing_is_lost_or_made_twice()
    {
        using var data = new TemporaryData();
        await using var cluster = await PostgresCluster.StartAsync();
        var options = new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = cluster.ConnectionString(await cluster.NewDatabaseAsync()) };
        await using var services = TestDatabase.Build(options);
        await using (var first = await WorkerAsync(data, options))
        {
            var prompt = $"A fox number [{string.Join(',', Enumerable.Range(1, Items))}] batch:maxbatchitems:1000";
            await using var order = Start(data, options,
                "order", prompt, "--model", "studio/flow-field", "-p", "width=64", "-p", "height=64", "-p", "steps=4", "--seed", "5");
            (await order.EndAsync()).ShouldEndWith(0).Error.ShouldContain("the server makes it");
        }

        var (kills, underWay, stops) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(1, Workers).Select(async number =>
        {
            var random = new Random(number);
            for (var kill = 0; kill < KillsPerWorker; kill++)
            {
                await using var worker = await WorkerAsync(data, options);
                await Task.Delay(random.Next(0, 1500));
                if (number == 1 && kill == KillsPerWorker / 2)
                {
                    await cluster.StopAsync();
                    await cluster.StartAgainAsync();
                    stops++;
                }

                if (await IsOpenAsync(services)) Interlocked.Increment(ref underWay);
                worker.Kill().ShouldBeTrue("it works until it is killed");
                Interlocked.Increment(ref kills);
            }
        }));

        await using (await WorkerAsync(data, options))
        await using (await WorkerAsync(data, options))
            await TestFactory.UntilAsync(async () => !await IsOpenAsync(services));
        output.WriteLine($"{kills} kills of {Workers} workers, {underWay} of them while the order was under way, and {stops} stop of the server, over {Items} items");
        underWay.ShouldBeGreaterThan(Workers);
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

    static async Task<bool> IsOpenAsync(IServiceProvider services)
    {
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        return await context.Orders.AnyAsync(o => o.Status == OrderStatus.Pending || o.Status == OrderStatus.Processing);
    }
}
