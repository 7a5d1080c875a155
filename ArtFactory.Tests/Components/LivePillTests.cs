using ArtFactory.Engine.Live;
using ArtFactory.Engine.Production;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

/// <summary>The pill stands outside all error boundaries: a fault of it would end the whole page.</summary>
public sealed class LivePillTests
{
    [Fact]
    public async Task While_the_database_is_away_it_says_so_and_comes_back_by_itself_however_often_that_happens()
    {
        await using var context = new BunitContext();
        var board = new Board(new LineCounts(0, 0, 0));
        var watch = new Watch();
        context.Services.AddSingleton<IProductionBoard>(board).AddSingleton<IDatabaseWatch>(watch).AddSingleton<IChangeFeed>(new RecordingFeed());
        board.Away(times: 2);

        var pill = context.Render<LivePill>();
        pill.Find("a").TextContent.Trim().ShouldBe("Database away");
        pill.Find("a").GetAttribute("data-tip").ShouldBe("The database does not answer; pages come back by themselves");

        // It answers, and is gone again before it is asked.
        watch.Return();
        pill.WaitForAssertion(() => watch.Waits.ShouldBe(2));
        pill.Find("a").TextContent.Trim().ShouldBe("Database away");

        board.Counts = new LineCounts(3, 1_200, 0);
        watch.Return();
        pill.WaitForAssertion(() => pill.Find("a").TextContent.ShouldNotContain("away"));
        pill.FindAll("strong").Select(s => s.TextContent).ShouldBe(["3", "1,200"]);
        pill.Find("[role=status]").TextContent.ShouldBe("The line is working");
    }

    sealed class AwayException : Exception;

    sealed class Watch : IDatabaseWatch
    {
        TaskCompletionSource _back = new();

        public int Waits { get; private set; }

        public bool IsAway(Exception fault) => fault is AwayException;

        public Task UntilBackAsync(CancellationToken cancellationToken = default)
        {
            Waits++;
            return _back.Task.WaitAsync(cancellationToken);
        }

        public void Return()
        {
            var back = _back;
            _back = new();
            back.SetResult();
        }
    }

    sealed class Board(LineCounts counts) : StubBoard
    {
        int _away;

        public LineCounts Counts { get; set; } = counts;

        public void Away(int times) => _away = times;

        public override Task<LineCounts> CountsAsync(CancellationToken cancellationToken = default) => _away-- > 0 ? Task.FromException<LineCounts>(new AwayException()) : Task.FromResult(Counts);
    }
}
