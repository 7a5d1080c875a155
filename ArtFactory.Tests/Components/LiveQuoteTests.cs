using ArtFactory.Engine.Orders;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Ordering;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Components;

public sealed class LiveQuoteTests : IDisposable
{
    readonly FakeTimeProvider _clock = new();
    readonly SlowDesk _desk = new();
    readonly LiveQuote _live;

    public LiveQuoteTests() => _live = new LiveQuote(_desk, _clock);

    public void Dispose() => _live.Dispose();

    static OrderRequest Request(string prompt) => new() { Provider = "studio", Model = "flow-field", Prompt = prompt };

    [Fact]
    public async Task What_is_overtaken_while_the_typing_goes_on_is_never_asked()
    {
        var first = _live.AskAsync(Request("A"));
        var second = _live.AskAsync(Request("A [red,blue"));
        var third = _live.AskAsync(Request("A [red,blue]"));
        _desk.Asked.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _desk.NextAsync();
        _desk.Answer(0, 2);

        (await first).ShouldBeFalse();
        (await second).ShouldBeFalse();
        (await third).ShouldBeTrue();
        _desk.Asked.Select(r => r.Prompt).ShouldBe(["A [red,blue]"]);
        _live.Current!.Items.ShouldBe(2);
        _live.Working.ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_answer_that_comes_late_does_not_replace_a_newer_one()
    {
        var old = _live.AskAsync(Request("old"), atOnce: true);
        var young = _live.AskAsync(Request("young"), atOnce: true);
        _desk.Answer(1, 8);
        (await young).ShouldBeTrue();
        _desk.Answer(0, 3);

        (await old).ShouldBeFalse();
        _live.Current!.Items.ShouldBe(8);
        _live.Judged!.Prompt.ShouldBe("young");
    }

    [Fact]
    public void An_answer_under_way_shows_as_work()
    {
        _ = _live.AskAsync(Request("A"), atOnce: true);

        _live.Working.ShouldBeTrue();
        _live.Current.ShouldBeNull();
    }
}
