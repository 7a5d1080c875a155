using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

[Collection(BrowserStage.Name)]
public sealed class PageLookTests(BrowserStage stage)
{
    [Theory]
    [InlineData(1440, 900, "dark")]
    [InlineData(360, 800, "light")]
    [InlineData(1440, 900, "light")]
    [InlineData(360, 800, "dark")]
    public async Task Every_page_is_accessible_and_fits_its_width(int width, int height, string theme)
    {
        var page = await stage.OpenAsync(width, height, theme);
        var complaints = page.Complaints();
        var found = new List<string>();
        foreach (var path in (string[])["/", "/order", "/orders", "/production", "/spend", "/inventory", "/collections", "/tags", "/templates", "/lookups?key=color", "/admin/settings", "/admin/providers", "/admin/models", "/admin/jobs", "/admin/logs", "/trash"])
        {
            await page.GoAsync(stage.Factory.Address + path);
            found.AddRange(await FaultsAsync(page, path));
        }

        found.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Palette_and_shortcuts_open_by_key_hold_the_focus_and_close()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/");

        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        (await FaultsAsync(page, "palette")).ShouldBeEmpty();
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Search and commands" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("production");
        await Assertions.Expect(page.Locator(".palette-item").First).ToContainTextAsync("Production");
        await page.GotoAsync(stage.Factory.Address + "/production");
        await page.Locator("html[data-live]").WaitForAsync();

        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        (await FaultsAsync(page, "shortcuts")).ShouldBeEmpty();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Context.CloseAsync();
    }

    static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string place)
    {
        var axe = await page.RunAxe();
        var found = axe.Violations.SelectMany(v => v.Nodes.Select(n => $"{place}: {v.Id}: {n.Html}")).ToList();
        var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        if (over > 0) found.Add($"{place}: {over} px wider than the window");
        return found;
    }
}
