using System.Diagnostics;
using ArtFactory.Benchmarks.Report;

namespace ArtFactory.Benchmarks.Start;

/// <summary>From process start to the first page served, memory at rest, and what each open page costs, beside a bare Blazor page.</summary>
static class StartBenchmark
{
    const int Starts = 5;
    const int Pages = 30;
    const int Visits = 15;
    const int PictureCount = 60;
    const double KiB = 1024;

    public static async Task RunAsync(FigureSheet sheet, string? library, CancellationToken cancellationToken)
    {
        using var own = new TemporaryLibrary();
        var data = library ?? own.Root;
        if (library is null) await ServedProgram.SeedAsync(data, PictureCount, cancellationToken);

        var size = library is null ? "a small library" : "the given library";
        var starts = new List<double>();
        for (var run = 0; run <= Starts; run++)
        {
            await using var program = await ServedProgram.StartAsync(data, cancellationToken);
            await program.GetAsync("/inventory", cancellationToken);
            // The first start fills the system's file cache, which every later one has.
            if (run > 0) starts.Add(program.Elapsed.TotalSeconds);
        }

        sheet.Add($"process start to first page, {size}", Middle.Median(starts), "s", Goal.Most(3));

        await using var factory = await ServedProgram.StartAsync(data, cancellationToken);
        await using var bare = await ServedProgram.StartBareAsync(await factory.GetAsync("/_framework/blazor.web.js", cancellationToken), cancellationToken);
        var page = await PageTimeAsync(factory, "/inventory", cancellationToken);
        var barePage = await PageTimeAsync(bare, "/", cancellationToken);
        sheet.Add("gallery page, as HTML (the frame; pictures come with the circuit)", page, "ms", barePage, "bare page with 60 cards");
        sheet.Add("server memory at rest", factory.WorkingSet() / KiB / KiB, "MiB", bare.WorkingSet() / KiB / KiB, "bare server");

        if (OpenPages.FindChromium() is not { } chromium)
        {
            sheet.Note("  Chromium is missing, which opens the pages: memory of open pages is not measured.");
            return;
        }

        await using var browser = await OpenPages.LaunchAsync(chromium);
        var (ours, plain) = await browser.TimeAsync(factory.Address + "/inventory", ".gallery .cell img", bare.Address + "/", "[data-live]", Visits);
        sheet.Add("gallery page, until its pictures are named", ours, "ms", plain, "bare page with 60 cards, until it is live", Goal.RatioMost(1.5));
        var circuit = await CircuitAsync(factory, browser, "/inventory", ".shell:not(.boot) h1");
        var bareCircuit = await CircuitAsync(bare, browser, "/", "[data-live]");
        sheet.Add("memory of an open gallery page", circuit / KiB, "KiB", bareCircuit / KiB, "bare page with 60 cards", Goal.Most(600));
    }

    /// <summary>Median milliseconds of a page's HTML, warm.</summary>
    static async Task<double> PageTimeAsync(ServedProgram program, string path, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var run = 0; run < 130; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await program.GetAsync(path, cancellationToken);
            if (run >= 30) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Middle.Median(times);
    }

    /// <summary>What one more open page holds, from the growth between many of them and more.</summary>
    static async Task<double> CircuitAsync(ServedProgram program, OpenPages browser, string path, string live)
    {
        // The first pages pay for code that is compiled once (140 KiB a page were seen between ten and forty), for caches and for memory that
        // is kept. Most of them stay open, so that those that are measured find no room that closed ones left behind.
        await browser.OpenAsync(program.Address + path, live, Pages / 3);
        await browser.CloseAsync();
        await browser.OpenAsync(program.Address + path, live, Pages / 3 * 4);
        var many = await program.SettledWorkingSetAsync();
        await browser.OpenAsync(program.Address + path, live, Pages);
        var more = await program.SettledWorkingSetAsync();
        await browser.CloseAsync();
        return Math.Max(0, more - many) / (double)Pages;
    }
}
