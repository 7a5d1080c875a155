using System.Diagnostics;
using System.Security.Cryptography;
using ArtFactory.Data;
using ArtFactory.Data.Orders;
using ArtFactory.Engine.Production;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>
/// The real program orders from a provider that takes money over HTTP and keeps its own books, and is killed as by a power cut at every
/// named moment and at many random ones. The budget is to the last millionth what the order costs once.
/// </summary>
[Trait("speed", "slow")]
public sealed class PaidKillTests(ITestOutputHelper output)
{
    const int Streams = 2;
    const int ItemsPerStream = 500;
    const int RandomKills = 34;
    const decimal Budget = ItemsPerStream * PaidFactory.Price;

    /// <summary>Each between reservation and commit; those of the first order are reached once.</summary>
    static readonly string[] Points = [.. FailPoints.All.Except([FailPoints.AfterPlaced, FailPoints.InExpansion])];

    [Fact]
    public async Task Killed_a_hundred_times_it_loses_nothing_pays_nothing_twice_and_stays_within_its_budget()
    {
        var clock = Stopwatch.StartNew();
        var kills = await Task.WhenAll(Enumerable.Range(1, Streams).Select(StreamAsync));
        output.WriteLine($"{kills.Sum()} kills ({Streams * RandomKills} at random moments) over {Streams * ItemsPerStream} paid items in {clock.Elapsed.TotalSeconds:0} s");
        kills.Sum().ShouldBeGreaterThanOrEqualTo(100);
    }

    async Task<int> StreamAsync(int number)
    {
        await using var factory = await PaidFactory.CreateAsync();
        var random = new Random(number);
        var prompt = $"A fox number [{string.Join(',', Enumerable.Range(1, ItemsPerStream))}] batch:maxbatchitems:1000";
        var kills = await KilledAsync(factory, FailPoints.AfterPlaced, 1, "order", prompt, "--model", PaidFactory.Model, "-p", "output_format=png", "--seed", "5", "--budget", Budget.ToString(System.Globalization.CultureInfo.InvariantCulture));
        kills += await KilledAsync(factory, FailPoints.InExpansion, 2, "line");
        foreach (var point in Points.Concat(Points)) kills += await KilledAsync(factory, point, random.Next(1, 5), "line");
        kills.ShouldBe(2 + Points.Length * 2, "every fail point was reached");
        for (var i = 0; i < RandomKills; i++)
        {
            await using var line = factory.Start(["line"]);
            (await line.ReadLineAsync()).ShouldNotBeNull("the line starts after every kill");
            await Task.Delay(random.Next(0, 250));
            line.Kill().ShouldBeTrue("it works until it is killed");
            (await factory.CommittedAsync()).ShouldBeLessThanOrEqualTo(Budget);
            kills++;
        }

        await using (var last = factory.Start(["line", "--until-idle"])) (await last.EndAsync()).ExitCode.ShouldBe(0);
        await CheckAsync(factory);
        return kills;
    }

    /// <summary>What the ledger and the log tell of an item that was charged twice.</summary>
    static async Task<string> StoryAsync(PaidFactory factory, FactoryContext context, string? payload)
    {
        if (payload is null) return "";
        var prompt = System.Text.Json.JsonDocument.Parse(payload).RootElement.GetProperty("prompt").GetString();
        var item = (await context.OrderItems.AsNoTracking().ToListAsync()).Single(i => i.GenerationParameterSet!.Text("prompt") == prompt);
        var attempts = await context.GenerationAttempts.AsNoTracking().Where(a => a.OrderItemId == item.Id).OrderBy(a => a.AttemptNumber).ToListAsync();
        var logs = await context.GenerationLogs.AsNoTracking().Where(l => l.OrderItemId == item.Id).OrderBy(l => l.Id).ToListAsync();
        return string.Join('\n', attempts.Select(a => $"{a.AttemptNumber} {a.State} {a.ReservedAt:O} {a.SubmittedAt:O} {a.EndedAt:O} {a.ProviderRequestId} {a.ErrorCode} {a.ErrorMessage} {a.AskedCount} {a.ProviderSays}"))
            + '\n' + string.Join('\n', factory.Fake.Jobs.Where(j => j.Prompt == prompt).Select(j => $"the provider accepted {j.Id} at {j.AcceptedAt:O}"))
            + '\n' + string.Join('\n', logs.Select(l => $"{l.Timestamp:O} {l.Message}"));
    }

    /// <summary>Runs the program until the fail point kills it; 0 if it ended by itself.</summary>
    static async Task<int> KilledAsync(PaidFactory factory, string point, int pass, params string[] args)
    {
        const int killed = 128 + 9;
        await using var process = factory.Start(args, $"{point}:{pass}");
        var ended = await process.EndAsync();
        (await factory.CommittedAsync()).ShouldBeLessThanOrEqualTo(Budget);
        return ended.ExitCode == killed ? 1 : 0;
    }

    static async Task CheckAsync(PaidFactory factory)
    {
        await using var context = factory.Open();
        var order = await context.Orders.SingleAsync();
        (order.Status, order.ExpandedCount, order.CompletedCount, order.FailedCount, order.CancelledCount).ShouldBe((OrderStatus.Fulfilled, ItemsPerStream, ItemsPerStream, 0, 0), order.ErrorMessage);
        (order.CostSpent, order.CostReserved).ShouldBe((Budget, 0m));

        // The provider's own books: each item was taken money for once, and nothing else was.
        var charges = factory.Fake.Charges.All;
        var twice = charges.GroupBy(c => c.Payload, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList();
        twice.Select(g => g.Key).ShouldBeEmpty(await StoryAsync(factory, context, twice.FirstOrDefault()?.Key));
        (charges.Count, factory.Fake.Charges.Total).ShouldBe((ItemsPerStream, Budget));
        var attempts = await context.GenerationAttempts.AsNoTracking().ToListAsync();
        attempts.Where(a => a.State == AttemptState.Succeeded).Select(a => a.ProviderRequestId!).Order(StringComparer.Ordinal)
            .ShouldBe(charges.Select(c => c.RequestId).Order(StringComparer.Ordinal), "what was charged is what the ledger has");
        attempts.ShouldAllBe(a => a.State == AttemptState.Succeeded || (a.Cost ?? 0) == 0);

        var items = await context.OrderItems.AsNoTracking().ToListAsync();
        items.ShouldAllBe(i => i.Status == OrderItemStatus.Complete && i.LeaseOwner == null);
        var products = await context.Products.AsNoTracking().ToListAsync();
        products.Select(p => p.OrderItemId!.Value).Order().ShouldBe(items.Select(i => i.Id).Order(), "each item has exactly one product");
        var files = Directory.EnumerateFiles(Path.Combine(factory.Paths.Media, "originals"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(factory.Paths.Media, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        files.ShouldBe(products.Select(p => p.FilePath).Distinct().Order(StringComparer.Ordinal), "no file without a row, and no row without a file");
        foreach (var product in products.DistinctBy(p => p.FilePath))
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(factory.Paths.Media, product.FilePath));
            (bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe(((int)product.FileSize!.Value, product.FileHash));
        }

        var check = ActivatorUtilities.CreateInstance<Engine.Spending.LedgerCheck>(factory.Services);
        (await check.FaultsAsync()).ShouldBeEmpty();
        (await factory.Services.GetRequiredService<IDatabaseEngine>().CheckIntegrityAsync()).ShouldBeEmpty();
    }
}
