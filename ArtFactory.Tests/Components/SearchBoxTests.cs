using ArtFactory.Web.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Components;

public sealed class SearchBoxTests : BunitContext
{
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    readonly FakeTimeProvider _clock = new();
    readonly List<string> _told = [];

    public SearchBoxTests() => Services.AddSingleton<TimeProvider>(_clock);

    IRenderedComponent<SearchBox> Box(string? value = null, bool atOnce = false) => Render<SearchBox>(p => p
        .Add(b => b.Label, "Find").Add(b => b.Value, value).Add(b => b.AtOnce, atOnce).Add(b => b.ValueChanged, _told.Add));

    // In one go on the renderer's own thread: a render in between would give the handler another number.
    static Task TypeAsync(IRenderedComponent<SearchBox> box, string text) => box.InvokeAsync(() => box.Find("input").Input(text));

    static string Shown(IRenderedComponent<SearchBox> box) => box.Find("input").GetAttribute("value") ?? "";

    static void Come(IRenderedComponent<SearchBox> box, string? value) => box.Render(p => p.Add(b => b.Value, value));

    [Fact]
    public async Task Only_what_the_typing_rests_at_is_told()
    {
        var box = Box();
        await TypeAsync(box, "f");
        await TypeAsync(box, "fo");
        await TypeAsync(box, "fox");
        _told.ShouldBeEmpty();

        _clock.Advance(Rest);
        box.WaitForAssertion(() => _told.ShouldBe(["fox"]));
    }

    [Fact]
    public async Task Letters_typed_while_an_older_text_comes_back_are_kept()
    {
        var box = Box(atOnce: true);
        await TypeAsync(box, "fo");
        await TypeAsync(box, "fox");
        Come(box, "fo");
        Shown(box).ShouldBe("fox");

        Come(box, "fox");
        Shown(box).ShouldBe("fox");
    }

    [Fact]
    public async Task A_text_from_elsewhere_replaces_what_stands_in_the_box()
    {
        var box = Box(atOnce: true);
        await TypeAsync(box, "fox");
        Come(box, "fox");
        Come(box, null);

        Shown(box).ShouldBe("");
    }

    [Fact]
    public async Task Enter_tells_at_once_and_the_rest_does_not_tell_again()
    {
        var box = Box();
        await TypeAsync(box, "fox");
        await box.InvokeAsync(() => box.Find("input").KeyDown("Enter"));
        box.WaitForAssertion(() => _told.ShouldBe(["fox"]));

        _clock.Advance(Rest);
        _told.ShouldBe(["fox"]);
    }
}
