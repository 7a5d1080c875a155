using ArtFactory.Data;
using ArtFactory.Engine;
using ArtFactory.Engine.Projects;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Web.Cli;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>Two nodes on one server, seen from the pages of one of them.</summary>
[Collection(BrowserStage.Name)]
[Trait("speed", "slow")]
public sealed class NodesInBrowserTests(BrowserStage stage)
{
    [Fact]
    public async Task Production_shows_what_another_node_does_and_an_open_page_hears_of_a_change_elsewhere()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.PollsUntilDone = 1_000_000);
        await using var data = await EngineData.CreateAsync(TestDatabase.Postgres);
        using var elsewhere = new TemporaryData();
        var environment = new Dictionary<string, string>
        {
            ["Database__Engine"] = "PostgreSQL", ["Database__ConnectionString"] = data.ConnectionString!, ["Media__Folder"] = data.Beside("media"), ["Imaging__Workers"] = "1",
            ["Providers__replicate__BaseUrl"] = fake.BaseAddress.AbsoluteUri, ["Providers__replicate__ApiKey"] = "r8_test_0000", ["Line__FirstAskSeconds"] = "0.1",
        };
        await using var worker = FactoryProcess.StartProgram("dotnet", [FactoryProcess.Program, "worker", "--data", elsewhere.Root], environment: environment);
        (await worker.ReadLineAsync()).ShouldBe("The worker runs. Stop with Ctrl+C.");
        await KnownAsync(data);
        await data.ConfigureAsync(new
        {
            Media = new { Folder = data.Beside("media") }, Providers = new { replicate = new { BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = "r8_test_0000" } },
        });

        // There is nobody else yet: both items are the worker's, and neither ever ends.
        (await data.RunAsync("order", "a [red,blue] cube", "--model", "replicate/black-forest-labs/flux-schnell")).ShouldEndWith(0).Error.ShouldContain("the server makes it");
        await Production.TestFactory.UntilAsync(() => Task.FromResult(fake.Jobs.Count == 2));

        await using var served = new ServedFactory(environment);
        await served.StartAsync();
        var page = await stage.OpenAsync();
        await page.GoAsync(served.Address + "/production");
        var nodes = page.Locator(".nodes li");
        await Assertions.Expect(nodes).ToHaveCountAsync(2);
        var (here, there) = (nodes.Filter(new() { HasText = "this one" }), nodes.Filter(new() { HasNotText = "this one" }));
        await Assertions.Expect(here).ToContainTextAsync("Pages and work");
        await Assertions.Expect(here).ToContainTextAsync("Nothing under way");
        await Assertions.Expect(there).ToContainTextAsync($":{worker.Id}");
        await Assertions.Expect(there).ToContainTextAsync("Work only");
        await Assertions.Expect(there).ToContainTextAsync("cube");
        await Assertions.Expect(there).ToContainTextAsync("2 items");
        await Assertions.Expect(there).ToContainTextAsync("seen");

        // A third process, which has no pages and no line, makes a project; the open page shows it, and only a notice can have told it.
        await page.GoAsync(served.Address + "/");
        await Assertions.Expect(page.GetByText("My project").First).ToBeVisibleAsync();
        await using (var factory = await FactorySession.OpenAsync(FactoryPaths.At(data.Root)))
            await factory.Services.GetRequiredService<IProjectShelf>().CreateAsync("Owls of elsewhere");
        await Assertions.Expect(page.GetByText("Owls of elsewhere").First).ToBeVisibleAsync();

        // The worker dies: its node leaves the list, and its work is taken up here.
        worker.Kill().ShouldBeTrue();
        await page.GoAsync(served.Address + "/production");
        await Assertions.Expect(nodes).ToHaveCountAsync(1);
        await Assertions.Expect(nodes).ToContainTextAsync("2 items");
        await page.Context.CloseAsync();
    }

    /// <summary>Until a node has reported itself, an order would be made by who places it.</summary>
    static async Task KnownAsync(EngineData data)
    {
        await using var services = TestDatabase.Build(new DatabaseOptions { Engine = TestDatabase.Postgres, ConnectionString = data.ConnectionString! });
        await Production.TestFactory.UntilAsync(async () =>
        {
            await using var context = services.GetRequiredService<IDbContextFactory<FactoryContext>>().CreateDbContext();
            return await context.Nodes.AnyAsync();
        });
    }
}
