using System.Diagnostics;
using ArtFactory.Engine.Production;
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

    /// <summary>Each between reservation and commit; those of the first order are reached once.</summary>
    static readonly string[] Points = [.. FailPoints.All.Except([FailPoints.AfterPlaced, FailPoints.InExpansion])];

    [Fact]
    public async Task Killed_a_hundred_times_it_loses_nothing_pays_nothing_twice_and_stays_within_its_budget()
    {
        var clock = Stopwatch.StartNew();
        var kills = await Task.WhenAll(Enumerable.Range(1, Streams).Select(number => StreamAsync(PaidProvider.Replicate, number, ItemsPerStream, rounds: 2, RandomKills)));
        output.WriteLine($"{kills.Sum()} kills ({Streams * RandomKills} at random moments) over {Streams * ItemsPerStream} paid items in {clock.Elapsed.TotalSeconds:0} s");
        kills.Sum().ShouldBeGreaterThanOrEqualTo(100);
    }

    // Where a request goes through a queue with addresses of its own, and is found again in another list.
    [Fact]
    public async Task Killed_at_each_named_moment_it_pays_fal_once_as_well()
    {
        const int items = 100;
        var kills = await StreamAsync(PaidProvider.Fal, 1, items, rounds: 1, randomKills: 0);
        output.WriteLine($"{kills} kills over {items} paid items of fal");
    }

    static async Task<int> StreamAsync(PaidProvider provider, int number, int items, int rounds, int randomKills)
    {
        await using var factory = await PaidFactory.CreateAsync(provider);
        var random = new Random(number);
        var budget = items * PaidFactory.Price;
        var kills = await KilledAsync(factory, budget, FailPoints.AfterPlaced, 1, factory.Order(items));
        kills += await KilledAsync(factory, budget, FailPoints.InExpansion, 2, "line");
        for (var round = 0; round < rounds; round++)
        {
            foreach (var point in Points) kills += await KilledAsync(factory, budget, point, random.Next(1, 5), "line");
        }

        kills.ShouldBe(2 + Points.Length * rounds, "every fail point was reached");
        for (var i = 0; i < randomKills; i++)
        {
            await using var line = factory.Start(["line"]);
            (await line.ReadLineAsync()).ShouldNotBeNull("the line starts after every kill");
            await Task.Delay(random.Next(0, 250));
            line.Kill().ShouldBeTrue("it works until it is killed");
            (await factory.CommittedAsync()).ShouldBeLessThanOrEqualTo(budget);
            kills++;
        }

        await using (var last = factory.Start(["line", "--until-idle"])) (await last.EndAsync()).ExitCode.ShouldBe(0);
        await factory.CheckAsync(items);
        return kills;
    }

    /// <summary>Runs the program until the fail point kills it; 0 if it ended by itself.</summary>
    static async Task<int> KilledAsync(PaidFactory factory, decimal budget, string point, int pass, params string[] args)
    {
        const int killed = 128 + 9;
        await using var process = factory.Start(args, $"{point}:{pass}");
        var ended = await process.EndAsync();
        (await factory.CommittedAsync()).ShouldBeLessThanOrEqualTo(budget);
        return ended.ExitCode == killed ? 1 : 0;
    }
}
