using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>One server and one browser for all browser tests, on the embedded database.</summary>
public class BrowserStage : IAsyncLifetime
{
    public const string Name = "Browser";
    const float Patience = 30_000;

    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
    IPlaywright? _playwright;
    IBrowser? _browser;

    public ServedFactory Factory { get; private set; } = null!;

    /// <summary>The program, not started yet.</summary>
    protected virtual Task<ServedFactory> MakeFactoryAsync() => Task.FromResult(new ServedFactory());

    public async Task InitializeAsync()
    {
        var chromium = Places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"The browser tests need Chromium, in one of: {string.Join(", ", Places)}. On Debian: apt-get install chromium.");
        Factory = await MakeFactoryAsync();
        await Factory.StartAsync();
        _playwright = await Playwright.CreateAsync();
        // A machine that builds or tests something else beside this is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(Patience);
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh window; close its context when done.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="theme"><c>dark</c> or <c>light</c>.</param>
    public async Task<IPage> OpenAsync(int width = 1440, int height = 900, string theme = "dark")
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync($"localStorage.setItem('af.theme', '{theme}')");
        return await context.NewPageAsync();
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Factory is not null) await Factory.DisposeAsync();
    }
}
