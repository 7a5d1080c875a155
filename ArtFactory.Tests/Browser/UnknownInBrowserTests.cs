using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>Requests of unknown end, and a provider that waits for its key, as an operator without a mouse meets them.</summary>
[Collection(BrowserStage.Name)]
[Trait("speed", "slow")]
public sealed class UnknownInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task A_request_of_unknown_end_is_asked_about_followed_and_decided_by_keyboard_alone()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        var environment = new Dictionary<string, string>
        {
            ["Providers__replicate__BaseUrl"] = fake.BaseAddress.AbsoluteUri, ["Providers__replicate__ApiKey"] = "r8_test_0000", ["Line__FirstAskSeconds"] = "0.05",
        };
        await using var factory = new ServedFactory(environment);
        await factory.StartAsync();

        // Both answers are lost, and the list of what was accepted cannot be had.
        for (var i = 0; i < 2; i++) fake.Troubles.Next("POST", new Trouble.DropAfter());
        fake.Troubles.Always(c => c.Method == "GET" && c.Path.EndsWith("/predictions", StringComparison.Ordinal), new Trouble.Answer(503, "{}"));
        await using var order = FactoryProcess.StartProgram("dotnet",
            [FactoryProcess.Program, "order", "a [red,blue] cube", "--model", "replicate/black-forest-labs/flux-schnell", "--data", factory.Folder], environment: environment);
        (await order.EndAsync()).ShouldEndWith(0);

        var page = await stage.OpenAsync();
        await page.GoAsync(factory.Address + "/production");
        var rows = page.Locator(".unknown li");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#unknown-title")).ToHaveTextAsync("2 requests of unknown end");

        // What the provider says is asked for and shown.
        await page.TabToAsync(rows.First.GetByRole(AriaRole.Button, new() { Name = "Ask now" }), 120);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows.First).ToContainTextAsync("Replicate answered 503");

        // The one that a person finds at the provider is followed under its id; nothing is sent again.
        await page.TabToAsync(rows.First.GetByRole(AriaRole.Button, new() { Name = "Follow…" }), 120);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).WaitForAsync();
        await page.TabToAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox));
        await page.Keyboard.TypeAsync(fake.Jobs.First().Id);
        await page.TabToAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Follow", Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(1);

        // The other is given up: a question first, which Escape leaves as it was.
        await page.TabToAsync(rows.First.GetByRole(AriaRole.Button, new() { Name = "Give up…" }), 120);
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Give up" }));
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await page.TabToAsync(rows.First.GetByRole(AriaRole.Button, new() { Name = "Give up…" }), 120);
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Give up" }));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(0);
        fake.Charges.Count.ShouldBe(2, "nothing was sent again");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(1440, "dark")]
    [InlineData(1440, "light")]
    [InlineData(360, "dark")]
    [InlineData(360, "light")]
    public async Task A_provider_without_its_key_says_so_and_leads_to_where_it_is_entered(int width, string theme)
    {
        var page = await stage.OpenAsync(width, 900, theme);
        await page.GoAsync(stage.Factory.Address + "/production");
        var card = page.GetByRole(AriaRole.Article, new() { Name = "Replicate" });
        await Assertions.Expect(card).ToContainTextAsync("no key");
        await Assertions.Expect(card).ToContainTextAsync("Waits for its API key.");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0);
        if (Environment.GetEnvironmentVariable("ARTFACTORY_SCREENSHOTS") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"production-{width}-{theme}.png"), FullPage = true });
        await card.GetByRole(AriaRole.Link, new() { Name = "Enter it in Admin" }).ClickAsync();
        await page.WaitForURLAsync("**/admin/providers");
        await page.Context.CloseAsync();
    }
}
