using ArtFactory.Web.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Components;

public sealed class ThemeSwitchTests
{
    [Fact]
    public async Task It_shows_what_the_browser_remembers_and_what_is_chosen_elsewhere()
    {
        await using var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.JSInterop.Setup<string>("artFactory.theme").SetResult("light");
        context.Services.AddScoped<ThemeChoice>();

        var page = context.Render<ThemeSwitch>();
        page.WaitForAssertion(() => page.Markup.ShouldContain("Theme: light"), TimeSpan.FromSeconds(30));

        await page.InvokeAsync(() => context.Services.GetRequiredService<ThemeChoice>().SetAsync("system"));

        page.WaitForAssertion(() => page.Markup.ShouldContain("Theme: system"), TimeSpan.FromSeconds(30));
        context.JSInterop.Invocations["artFactory.setTheme"].ShouldHaveSingleItem().Arguments.ShouldBe(["system"]);
    }
}
