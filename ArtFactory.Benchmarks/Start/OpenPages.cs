using System.Diagnostics;
using ArtFactory.Benchmarks.Report;
using Microsoft.Playwright;

namespace ArtFactory.Benchmarks.Start;

/// <summary>Pages held open in a real browser.</summary>
sealed class OpenPages(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
    readonly List<IBrowserContext> _contexts = [];

    public static string? FindChromium() =>
        Environment.GetEnvironmentVariable("ARTFACTORY_CHROMIUM") is { Length: > 0 } named ? named : Places.FirstOrDefault(File.Exists);

    public static async Task<OpenPages> LaunchAsync(string chromium)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new(playwright, browser);
    }

    /// <summary>Opens so many, one after the other, each until its circuit is alive.</summary>
    public async Task OpenAsync(string address, string live, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
            _contexts.Add(context);
            // The pictures are not what is measured.
            await context.RouteAsync("**/media/**", route => route.AbortAsync());
            var page = await context.NewPageAsync();
            await page.GotoAsync(address);
            await page.Locator(live).First.WaitForAsync(new() { Timeout = 60_000, State = WaitForSelectorState.Attached });
        }
    }

    /// <summary>Median milliseconds of two pages from the address to what makes each of them useful, visited in turn with a warm cache.</summary>
    public async Task<(double First, double Second)> TimeAsync(string first, string firstLive, string second, string secondLive, int visits)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        await context.RouteAsync("**/media/**", route => route.AbortAsync());
        var page = await context.NewPageAsync();
        var (ours, other) = (new List<double>(), new List<double>());
        for (var visit = 0; visit <= visits; visit++)
        {
            foreach (var (address, live, times) in new[] { (first, firstLive, ours), (second, secondLive, other) })
            {
                var start = Stopwatch.GetTimestamp();
                await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
                await page.Locator(live).First.WaitForAsync(new() { Timeout = 60_000, State = WaitForSelectorState.Attached });
                // The first visit fills the browser's cache.
                if (visit > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return (Middle.Median(ours), Middle.Median(other));
    }

    public async Task CloseAsync()
    {
        foreach (var context in _contexts) await context.CloseAsync();
        _contexts.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
