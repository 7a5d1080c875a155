using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

public abstract class OrderInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task Four_pictures_arrive_for_an_order_written_with_the_keyboard_alone()
    {
        var page = await stage.OpenAsync();
        var complaints = page.Complaints();
        await page.GoAsync(stage.Factory.Address + "/");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        var prompt = page.Locator("#prompt");
        await prompt.WaitForAsync();
        await page.TabToAsync(prompt);
        await page.Keyboard.TypeAsync("A [red,blue] fox, [oil,ink]");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("4 items");
        await page.TabToAsync(page.Locator("#parameter-width"));
        await page.Keyboard.TypeAsync("512");
        await page.TabToAsync(page.GetByTestId("place"), most: 200);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForPicturesAsync(".run .tile img", 4);

        await page.GoAsync(stage.Factory.Address + "/inventory");
        await page.WaitForPicturesAsync("main img", 4);
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_completion_is_chosen_with_the_keyboard_and_a_fault_is_said_below()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/order");
        var prompt = page.Locator("#prompt");
        await prompt.ClickAsync();
        await page.Keyboard.TypeAsync("A [anima");
        await page.Locator(".completion[aria-selected=true]").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(prompt).ToHaveValueAsync("A [animal]");

        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" (&) two");
        await page.Locator("#negative-prompt").FillAsync("a(&)b(&)c");
        await page.Locator(".faults .error").First.WaitForAsync();
        await Assertions.Expect(page.GetByTestId("place")).ToBeDisabledAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_drawn_samples_are_what_the_key_places_from_any_field()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/order");
        await page.Locator("#prompt").FillAsync("A crane, [animal:2]");
        await Assertions.Expect(page.Locator(".samples li")).ToHaveCountAsync(2);
        var shown = await page.Locator(".samples li .stack > span:first-child").AllTextContentsAsync();

        await page.Locator("#parameter-width").FillAsync("256");
        await page.Keyboard.PressAsync("Control+Enter");

        var made = page.Locator(".run", new() { HasText = "A crane" }).First.Locator(".tile img");
        await Assertions.Expect(made).ToHaveCountAsync(2);
        await page.GoAsync(stage.Factory.Address + "/inventory?q=crane");
        await page.WaitForPicturesAsync(".gallery img", 2);
        var prompts = await page.Locator(".gallery .cell img").EvaluateAllAsync<string[]>("images => images.map(i => i.alt)");
        prompts.Order(StringComparer.Ordinal).ShouldBe(shown.Order(StringComparer.Ordinal));

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("s");
        await page.WaitForURLAsync("**/spend*");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_typed_before_the_editor_is_ready_gets_its_bracket_and_its_completions()
    {
        var page = await stage.OpenAsync();
        var typed = new TaskCompletionSource();
        await page.RouteAsync("**/js/prompt-editor*", async route =>
        {
            await typed.Task;
            await route.ContinueAsync();
        });
        await page.GoAsync(stage.Factory.Address + "/order");
        await page.Locator("#prompt").ClickAsync();
        await page.Keyboard.TypeAsync("A [anima");
        typed.SetResult();

        await page.Locator(".completion[aria-selected=true]").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("]");

        await Assertions.Expect(page.Locator("#prompt")).ToHaveValueAsync("A [animal]");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reload_in_the_middle_of_a_run_keeps_the_draft_and_shows_the_run()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/order");
        await page.Locator("#prompt").FillAsync("A [tower,harbour,forest] at [dawn,noon,dusk]");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("9 items");
        await page.Locator("#prompt").PressAsync("Control+Enter");
        await page.GetByRole(AriaRole.Region, new() { Name = "Order: A [tower,harbour,forest] at [dawn,noon,dusk]" }).Locator(".tile").First.WaitForAsync();
        await page.Locator("#prompt").PressSequentiallyAsync(", not sent yet");

        await page.ReloadAsync();

        await page.Locator(".shell:not(.boot) #prompt").WaitForAsync();
        await Assertions.Expect(page.Locator("#prompt")).ToHaveValueAsync("A [tower,harbour,forest] at [dawn,noon,dusk], not sent yet");
        await Assertions.Expect(page.Locator(".run .what").First).ToHaveTextAsync("A [tower,harbour,forest] at [dawn,noon,dusk]");
        await page.WaitForPicturesAsync(".run:first-of-type .tile img", 9);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_order_opens_as_a_grid_of_its_choices_where_number_keys_rate()
    {
        var page = await stage.OpenAsync();
        var complaints = page.Complaints();
        await page.GoAsync(stage.Factory.Address + "/order");
        await page.Locator("#prompt").FillAsync("A [copper,silver] heron, [oil,ink]");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("4 items");
        await page.Locator("#prompt").PressAsync("Control+Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "A [copper,silver] heron, [oil,ink]", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Grid" }).ClickAsync();

        await page.WaitForPicturesAsync(".sheets td img", 4);
        (await page.Locator(".sheets thead th").AllTextContentsAsync()).ShouldBe(["copper", "silver"]);
        (await page.Locator(".sheets tbody th").AllTextContentsAsync()).ShouldBe(["oil", "ink"]);
        await page.Locator(".sheets[data-walks]").WaitForAsync();
        await page.Locator(".sheets tbody td a").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("4");
        await Assertions.Expect(page.Locator(".sheets tbody tr:nth-child(2) td:nth-child(3) .badge")).ToHaveTextAsync("4");

        await page.GetByLabel("Columns").SelectOptionAsync("oil,ink");
        await Assertions.Expect(page.Locator(".sheets thead th").First).ToHaveTextAsync("oil");
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_server_that_is_killed_in_the_middle_of_a_run_comes_back_and_so_does_the_page()
    {
        await using var factory = new ServedFactory();
        await factory.StartAsync();
        var page = await stage.OpenAsync();
        await page.GoAsync(factory.Address + "/order");
        await page.Locator("#prompt").FillAsync("A [tower,harbour,forest] in [oil,ink]");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("6 items");
        await page.Locator("#prompt").PressAsync("Control+Enter");
        await page.WaitForPicturesAsync(".run .tile img", 1);

        await factory.KillAsync();
        await page.Locator("#components-reconnect-modal[data-state]").WaitForAsync();
        await page.Locator("#prompt").PressSequentiallyAsync(" written while it was away");
        await factory.StartAsync();

        await page.WaitForPicturesAsync(".run .tile img", 6);
        await Assertions.Expect(page.Locator("#prompt")).ToHaveValueAsync("A [tower,harbour,forest] in [oil,ink] written while it was away");
        await Assertions.Expect(page.Locator(".run header")).ToContainTextAsync("6 done");
        await page.Context.CloseAsync();
    }
}
