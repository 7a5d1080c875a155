using System.Security.Cryptography;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Production;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>The real program, killed as by a power cut at every named moment and at many random ones, over one order.</summary>
[Trait("speed", "slow")]
public sealed class KillTests(ITestOutputHelper output)
{
    const int Streams = 2;
    const int RandomKillsPerStream = 25;
    const int ItemsPerStream = 110;

    [Fact]
    public async Task However_often_it_is_killed_nothing_is_lost_and_nothing_made_twice()
    {
        var kills = await Task.WhenAll(Enumerable.Range(1, Streams).Select(StreamAsync));
        output.WriteLine($"{kills.Sum()} kills ({Streams * RandomKillsPerStream} at random moments) over {Streams} orders of {ItemsPerStream} items");
        kills.Sum().ShouldBeGreaterThan(Streams * RandomKillsPerStream);
    }

    async Task<int> StreamAsync(int number)
    {
        using var data = new TemporaryData();
        var random = new Random(number);
        var prompt = $"A fox number [{string.Join(',', Enumerable.Range(1, ItemsPerStream))}] batch:maxbatchitems:1000";
        var kills = await KilledAsync(FailPoints.AfterPlaced, 1, data,
            ["order", prompt, "--model", "studio/flow-field", "-p", "width=64", "-p", "height=64", "-p", "steps=4", "--seed", "5"]) ? 1 : 0;

        // Accepted requests are of providers that are asked again; the studio answers at once.
        // The expansion comes first: it is soon over.
        string[] points = [FailPoints.InExpansion, .. FailPoints.All.Except([FailPoints.AfterPlaced, FailPoints.AfterAccepted, FailPoints.InExpansion])];
        foreach (var point in points) kills += await KilledAsync(point, point == FailPoints.InExpansion ? 1 : random.Next(1, 6), data, ["line"]) ? 1 : 0;
        kills.ShouldBe(points.Length + 1, "every fail point was reached");
        for (var i = 0; i < RandomKillsPerStream; i++)
        {
            await using var line = Start(data, ["line"], null);
            (await line.ReadLineAsync()).ShouldNotBeNull("the line starts after every kill");
            await Task.Delay(random.Next(0, 700));
            line.Kill().ShouldBeTrue("it works until it is killed");
            kills++;
        }

        await using (var last = Start(data, ["line", "--until-idle"], null)) (await last.EndAsync()).ShouldEndWith(0);
        await CheckAsync(data.Root, new DatabaseOptions { Path = FactoryPaths.At(data.Root).Database }, ItemsPerStream);
        return kills;
    }

    /// <summary>Runs the program until the fail point kills it; false if it ended by itself.</summary>
    static async Task<bool> KilledAsync(string point, int pass, TemporaryData data, string[] args)
    {
        await using var process = Start(data, args, $"{point}:{pass}");
        const int killed = 128 + 9;
        return (await process.EndAsync()).ExitCode == killed;
    }

    static FactoryProcess Start(TemporaryData data, string[] args, string? failPoint)
    {
        var environment = new Dictionary<string, string> { ["Line__ExpansionBatch"] = "40", ["DOTNET_TieredPGO"] = "0" };
        if (failPoint is not null) environment["ARTFACTORY_FAILPOINT"] = failPoint;
        return FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, .. args, "--data", data.Root], environment: environment);
    }

    /// <summary>One order of the data folder, whose prompt counts from one: nothing is lost, nothing is there twice, and the files are those of the rows.</summary>
    internal static async Task CheckAsync(string root, DatabaseOptions options, int expected)
    {
        var paths = FactoryPaths.At(root);
        await using var services = TestDatabase.Build(options);
        await using var context = await services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContextAsync();
        var order = await context.Orders.SingleAsync();
        (order.Status, order.ExpandedCount, order.CompletedCount, order.FailedCount, order.CancelledCount).ShouldBe((OrderStatus.Fulfilled, expected, expected, 0, 0));
        var items = await context.OrderItems.AsNoTracking().OrderBy(i => i.SequenceNumber).ToListAsync();
        items.Select(i => i.SequenceNumber).ShouldBe(Enumerable.Range(1, expected));
        items.Select(i => i.GenerationParameterSet!.Text("prompt")).ShouldBe(Enumerable.Range(1, expected).Select(i => $"A fox number {i}"));
        items.ShouldAllBe(i => i.Status == OrderItemStatus.Complete && i.LeaseOwner == null);

        var products = await context.Products.AsNoTracking().ToListAsync();
        products.Select(p => p.OrderItemId!.Value).Order().ShouldBe(items.Select(i => i.Id).Order(), "each item has exactly one product");
        var attempts = await context.GenerationAttempts.AsNoTracking().ToListAsync();
        attempts.Count(a => a.State == AttemptState.Succeeded).ShouldBe(expected);
        attempts.ShouldAllBe(a => a.State == AttemptState.Succeeded || a.State == AttemptState.Failed || a.State == AttemptState.Cancelled);

        var originals = Path.Combine(paths.Media, "originals");
        var files = Directory.EnumerateFiles(originals, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(paths.Media, f).Replace('\\', '/')).Order();
        files.ShouldBe(products.Select(p => p.FilePath).Distinct().Order(), "no file without a row, and no row without a file");
        foreach (var product in products.DistinctBy(p => p.FilePath))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(paths.Media, product.FilePath));
            (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe(((int)product.FileSize!.Value, product.FileHash));
        }

        (await context.Projects.SingleAsync()).ProductCount.ShouldBe(expected);
        (await services.GetRequiredService<IDatabaseEngine>().CheckIntegrityAsync()).ShouldBeEmpty();
        await services.GetRequiredService<IDatabaseEngine>().CloseAsync();
    }
}
