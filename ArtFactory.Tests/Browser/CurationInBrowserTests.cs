using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

public abstract class CurationInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task A_picture_is_found_opened_liked_and_rated_with_the_keyboard_alone()
    {
        var page = await stage.OpenAsync();
        await OrderAsync(page, "A heron in [mist,rain,snow]");
        await page.GoAsync(stage.Factory.Address + "/inventory?q=heron");
        await page.WaitForPicturesAsync(".gallery img", 3);

        await page.TabToAsync(page.Locator(".gallery .cell a").First);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".stage[data-live] .stage-picture").WaitForAsync();
        await page.Keyboard.PressAsync("l");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Like" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Keyboard.PressAsync("4");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Rate 4 of 5" })).ToHaveAttributeAsync("aria-pressed", "true");
        var first = await page.Locator(".stage-picture").GetAttributeAsync("data-id");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("first => { const shown = document.querySelector('.stage[data-live] .stage-picture'); return shown && shown.dataset.id !== first; }", first);

        await page.GoAsync(stage.Factory.Address + "/inventory?q=heron&liked=yes&rating=4");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_tag_is_put_on_from_the_grid_and_the_viewer_by_key()
    {
        var page = await stage.OpenAsync();
        await OrderAsync(page, "A quail at [dawn,noon,dusk]");
        await page.GoAsync(stage.Factory.Address + "/inventory?q=quail");
        await page.WaitForPicturesAsync(".gallery img", 3);
        await page.TabToAsync(page.Locator(".gallery .cell a").First);
        await page.Keyboard.PressAsync("Control+a");
        await Assertions.Expect(page.Locator(".chosen-count")).ToHaveTextAsync("3 chosen");
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator(".selection-bar .tag-drop input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("plumage");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Tagged 3 products").WaitForAsync();

        await page.GoAsync(stage.Factory.Address + "/inventory?tag=plumage");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(3);
        await page.Locator(".gallery .cell a").First.ClickAsync();
        await page.Locator(".stage[data-live]").WaitForAsync();
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(page.Locator(".viewer-panel .tag-box input")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_viewer_zooms_at_the_pointer_fits_and_shows_original_pixels()
    {
        var page = await stage.OpenAsync();
        await OrderAsync(page, "A lone tower");
        await page.GoAsync(stage.Factory.Address + "/inventory?q=tower");
        await page.Locator(".gallery .cell a").First.ClickAsync();
        await page.Locator(".stage-picture").WaitForAsync();
        var readout = page.Locator("[data-zoom]");

        await page.GetByRole(AriaRole.Button, new() { Name = "1:1" }).ClickAsync();
        await Assertions.Expect(readout).ToHaveTextAsync("100 %");
        await page.Locator(".stage").HoverAsync();
        await page.Mouse.WheelAsync(0, -600);
        await Assertions.Expect(readout).Not.ToHaveTextAsync("100 %");
        (await readout.TextContentAsync())!.ShouldMatch(@"^[1-8]\d\d %$");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fit to the window" }).ClickAsync();
        var box = await page.Locator(".stage-picture").BoundingBoxAsync();
        var stageBox = await page.Locator(".stage").BoundingBoxAsync();
        box!.Height.ShouldBeLessThanOrEqualTo(stageBox!.Height + 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Chosen_pictures_are_tagged_collected_put_in_order_trashed_and_brought_back()
    {
        var page = await stage.OpenAsync();
        await OrderAsync(page, "A lighthouse at [dawn,noon,dusk]");
        await page.GoAsync(stage.Factory.Address + "/inventory?q=lighthouse");
        await page.WaitForPicturesAsync(".gallery img", 3);

        for (var i = 0; i < 3; i++)
        {
            await page.Locator(".gallery .cell").Nth(i).HoverAsync();
            await page.Locator(".gallery .cell .pick").Nth(i).ClickAsync();
        }

        await Assertions.Expect(page.Locator(".chosen-count")).ToHaveTextAsync("3 chosen");
        await page.Locator(".selection-bar").GetByRole(AriaRole.Button, new() { Name = "Tag", Exact = true }).ClickAsync();
        await page.GetByLabel("Tag name").FillAsync("beacon");
        await page.GetByLabel("Tag name").PressAsync("Enter");
        await page.Locator(".selection-bar").GetByRole(AriaRole.Button, new() { Name = "Collect" }).ClickAsync();
        await page.GetByLabel("New collection").FillAsync("Lights");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        await page.GoAsync(stage.Factory.Address + "/inventory?tag=beacon");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(3);

        await page.GoAsync(stage.Factory.Address + "/collections");
        await page.GetByText("Lights").First.ClickAsync();
        await page.Locator(".tiles .cell").Nth(2).WaitForAsync();
        var moved = await page.Locator(".tiles .cell a").First.GetAttributeAsync("href");
        await page.Locator(".tiles .cell a").First.FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await Assertions.Expect(page.Locator(".tiles .cell a").Nth(1)).ToHaveAttributeAsync("href", moved!);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".tiles .cell a").Nth(1)).ToHaveAttributeAsync("href", moved!);

        await page.GoAsync(stage.Factory.Address + "/inventory?tag=beacon");
        await page.Locator(".gallery .cell a").First.FocusAsync();
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(3);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_picture_in_the_trash_is_restored_from_there()
    {
        var page = await stage.OpenAsync();
        await OrderAsync(page, "An owl on a branch");
        await page.GoAsync(stage.Factory.Address + "/inventory?q=owl");
        await page.Locator(".gallery .cell a").First.FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(0);

        await page.GoAsync(stage.Factory.Address + "/trash?kind=product");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose An owl on a branch" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore 1" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Choose An owl on a branch" })).ToHaveCountAsync(0);
        await page.GoAsync(stage.Factory.Address + "/inventory?q=owl");
        await Assertions.Expect(page.Locator(".gallery .cell")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_clip_moves_while_it_is_pointed_at_unless_the_person_asked_for_stillness()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/order?model=studio/drift&prompt=A+kite+over+dunes");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("item");
        await page.Locator("#prompt").PressAsync("Control+Enter");
        await page.WaitForPicturesAsync(".run[aria-label='Order: A kite over dunes'] .tile img", 1);
        await page.GoAsync(stage.Factory.Address + "/inventory?q=kite");
        await page.WaitForPicturesAsync(".gallery img", 1);
        var picture = page.Locator(".gallery .cell img").First;
        var preview = (await picture.GetAttributeAsync("data-preview")).ShouldNotBeNull();
        var poster = (await picture.GetAttributeAsync("src"))!;

        // The stage's windows ask for stillness.
        await page.Locator(".gallery .cell").First.HoverAsync();
        await page.EvaluateAsync("address => new Promise(done => { const picture = new Image(); picture.onload = done; picture.src = address; })", preview);
        (await picture.GetAttributeAsync("src")).ShouldBe(poster);

        await page.Mouse.MoveAsync(2, 2);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await page.Locator(".gallery .cell").First.HoverAsync();
        await Assertions.Expect(picture).ToHaveAttributeAsync("src", preview);
        await page.Mouse.MoveAsync(2, 2);
        await Assertions.Expect(picture).ToHaveAttributeAsync("src", poster);
        await page.TabToAsync(page.Locator(".gallery .cell a").First);
        await Assertions.Expect(picture).ToHaveAttributeAsync("src", preview);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_lookup_made_on_its_page_feeds_the_next_order()
    {
        var page = await stage.OpenAsync();
        await page.GoAsync(stage.Factory.Address + "/lookups");
        await page.GetByRole(AriaRole.Button, new() { Name = "New lookup" }).ClickAsync();
        await page.Locator("#key").FillAsync("harbour_bird");
        await page.Locator("#values").FillAsync("gull\ntern\ncormorant");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveURLAsync(stage.Factory.Address + "/lookups?key=harbour_bird");

        await page.GoAsync(stage.Factory.Address + "/order?prompt=A+%5Bharbour_bird%5D");

        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("3 items");
        await page.Context.CloseAsync();
    }

    async Task OrderAsync(IPage page, string prompt)
    {
        await page.GoAsync(stage.Factory.Address + "/order");
        await page.Locator("#prompt").FillAsync(prompt);
        await page.Locator("#parameter-width").FillAsync("256");
        await page.Locator("#parameter-height").FillAsync("256");
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync("item");
        await page.Locator("#prompt").PressAsync("Control+Enter");
        // By its name: the runs of other tests stand there too.
        await page.GetByRole(AriaRole.Region, new() { Name = $"Order: {prompt}" }).WaitForAsync();
        await page.WaitForPicturesAsync($".run[aria-label='Order: {prompt}'] .tile img", prompt.Contains('[') ? 3 : 1);
    }
}
