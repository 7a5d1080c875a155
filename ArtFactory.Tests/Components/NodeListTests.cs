using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Production.Nodes;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Production;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Components;

/// <summary>The nodes on Production, as they report and as they die.</summary>
public sealed class NodeListTests
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_node_shows_its_name_load_work_and_last_sign_of_life_and_keeps_showing_them_as_they_are()
    {
        await using var context = new BunitContext();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var board = new Board();
        context.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IProductionBoard>(board).AddSingleton<IDatabaseWatch>(new Watch());
        var now = clock.GetUtcNow().UtcDateTime;
        var here = new NodeView("studio:11", "web", "1.0.0", 0, null, now, now, IsHere: true);
        var there = new NodeView("barn:22", "worker", "1.0.0", 2, "a red cube", now, now.AddSeconds(-3), IsHere: false);
        board.Nodes = [there, here];

        var list = context.Render<NodeList>();
        Row(list, 0).ShouldBe("barn:22 a red cube Work only · version 1.0.0 · 2 items · seen just now");
        Row(list, 1).ShouldBe("studio:11 · this one Nothing under way Pages and work · version 1.0.0 · 0 items · seen just now");
        Dots(list).ShouldBe(["running", "done"]);

        // It reports another load and another work.
        board.Nodes = [there with { Running = 1, Work = "a blue cube", SeenAt = now.AddSeconds(1) }, here];
        clock.Advance(Beat);
        list.WaitForAssertion(() => Row(list, 0).ShouldContain("a blue cube Work only · version 1.0.0 · 1 item "), Patience);

        // It reports no more, while the database is away for a moment.
        board.IsAway = true;
        clock.Advance(Beat);
        list.WaitForAssertion(() => board.Refused.ShouldBeGreaterThan(0), Patience);
        list.FindAll("li").Count.ShouldBe(2);
        board.IsAway = false;
        clock.Advance(TimeSpan.FromMinutes(2));
        list.WaitForAssertion(() => Row(list, 0).ShouldEndWith("seen 2 min ago"), Patience);
        Dots(list).ShouldBe(["failed", "failed"]);

        // The others have given it up.
        board.Nodes = [here with { SeenAt = clock.GetUtcNow().UtcDateTime }];
        clock.Advance(Beat);
        list.WaitForAssertion(() => list.FindAll("li").ShouldHaveSingleItem(), Patience);
        Dots(list).ShouldBe(["done"]);
    }

    static string Row(IRenderedComponent<NodeList> list, int number) =>
        string.Join(' ', list.FindAll("li")[number].TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static string[] Dots(IRenderedComponent<NodeList> list) => [.. list.FindAll(".dot").Select(dot => dot.ClassName!["dot ".Length..])];

    sealed class AwayException : Exception;

    sealed class Watch : IDatabaseWatch
    {
        public bool IsAway(Exception fault) => fault is AwayException;

        public Task UntilBackAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    sealed class Board : StubBoard
    {
        int _refused;

        public IReadOnlyList<NodeView> Nodes { get; set; } = [];
        public bool IsAway { get; set; }
        public int Refused => _refused;

        public override Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken = default)
        {
            if (!IsAway) return Task.FromResult(Nodes);
            _refused++;
            return Task.FromException<IReadOnlyList<NodeView>>(new AwayException());
        }
    }
}
