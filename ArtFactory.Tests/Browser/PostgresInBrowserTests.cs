using System.Net;
using ArtFactory.Tests.Data;
using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>The program on a PostgreSQL server, as a person sees it.</summary>
[Collection(BrowserStage.Name)]
public sealed class PostgresInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task Pictures_arrive_and_a_server_that_goes_away_is_told_of_and_comes_back_by_itself()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var factory = new ServedFactory(new Dictionary<string, string>
        {
            ["Database__Engine"] = "PostgreSQL", ["Database__ConnectionString"] = cluster.ConnectionString(await cluster.NewDatabaseAsync()),
        });
        await factory.StartAsync();
        var page = await stage.OpenAsync();
        await OrderAsync(page, factory, "A [red,blue] fox, [oil,ink]", 4);
        await page.GoAsync(factory.Address + "/production");
        await Assertions.Expect(page.Locator(".nodes li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".nodes li")).ToContainTextAsync("this one");

        await cluster.StopAsync();
        await HealthAsync(factory, HttpStatusCode.ServiceUnavailable);
        (await factory.Client.GetAsync(factory.Address + "/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await page.GoAsync(factory.Address + "/orders");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The database is away" })).ToBeVisibleAsync();

        await cluster.StartAgainAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Orders", Exact = true })).ToBeVisibleAsync();
        await HealthAsync(factory, HttpStatusCode.OK);
        await OrderAsync(page, factory, "A [green,grey] owl", 2);
        await page.Context.CloseAsync();
    }

    static async Task OrderAsync(IPage page, ServedFactory factory, string prompt, int pictures)
    {
        await page.GoAsync(factory.Address + "/order");
        await page.Locator("#prompt").FillAsync(prompt);
        await Assertions.Expect(page.GetByTestId("quote")).ToContainTextAsync($"{pictures} items");
        await page.Locator("#parameter-width").FillAsync("512");
        await page.GetByTestId("place").ClickAsync();
        await page.WaitForPicturesAsync(".run .tile img", pictures);
    }

    static async Task HealthAsync(ServedFactory factory, HttpStatusCode expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await factory.Client.GetAsync(factory.Address + "/health", limit.Token)).StatusCode != expected) await Task.Delay(100, limit.Token);
    }
}
