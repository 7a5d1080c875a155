using System.Diagnostics;
using System.Globalization;
using ArtFactory.Engine.Media;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ArtFactory.Benchmarks.Report;
using NetVips;

namespace ArtFactory.Benchmarks.Thumbnails;

/// <summary>Three thumbnails of a picture, end to end through the imaging processes, beside the same work by other means.</summary>
public static class ThumbnailBenchmark
{
    private const int Rounds = 3;

    private static readonly Workload[] Workloads =
    [
        new("1024 px PNG", 1024, "png", Distinct: 6, Files: 24),
        new("2048 px JPEG", 2048, "jpg", Distinct: 3, Files: 24),
        new("4096 px PNG", 4096, "png", Distinct: 2, Files: 6),
        new("1024 px PNG of the studio's", 1024, "png", Distinct: 6, Files: 24, Drawn: true),
    ];

    /// <summary>Measures, for each kind of picture, images a second: ours and each peer's.</summary>
    public static async Task RunAsync(FigureSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        var folder = Directory.CreateTempSubdirectory("artfactory-bench-").FullName;
        try
        {
            await using var pool = new ImagingPool(Options.Create(new ImagingOptions { ReplaceAboveMegabytes = 1024 }), NullLogger<ImagingPool>.Instance);
            sheet.Note($"Thumbnails: 800, 400 and 150 px WebP, {pool.Workers} processes, medians of {Rounds} rounds");
            foreach (var workload in Workloads) await MeasureAsync(workload, pool, Directory.CreateDirectory(Path.Combine(folder, $"{workload.Side}-{workload.Drawn}")).FullName, sheet);
            sheet.Add("memory of an imaging process at its peak", pool.ProcessIds.Select(PeakMegabytes).DefaultIfEmpty(0).Max(), "MB", Goal.Most(200));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Workload workload, ImagingPool pool, string folder, FigureSheet sheet)
    {
        var files = await TestPictures.MakeAsync(workload, folder);
        var magick = Peers.Find("convert", "magick");
        var thumbnail = Peers.Find("vipsthumbnail");
        var target = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
        // The goals were set against the tools as they come; their tuned forms stand beside them, to show what tuning alone is worth.
        var contenders = new List<(string Name, double? Goal, Func<Task>? Work)>
        {
            ("ours", null, () => OursAsync(pool, files, target)),
            ("ImageMagick, one decode", 2.5, magick is null ? null : () => Peers.ImageMagickAsync(magick, PeerForm.AsItComes, files, target)),
            ("ImageMagick, one decode, tuned", null, magick is null ? null : () => Peers.ImageMagickAsync(magick, PeerForm.Tuned, files, target)),
            ("vipsthumbnail, 20 files a process", 3, thumbnail is null ? null : () => Peers.VipsThumbnailAsync(thumbnail, PeerForm.AsItComes, files, target)),
            ("vipsthumbnail, tuned", null, thumbnail is null ? null : () => Peers.VipsThumbnailAsync(thumbnail, PeerForm.Tuned, files, target)),
            ("bare NetVips loop", 0.9, () => Peers.BareAsync(files, target)),
        };

        // Taken in turn, so that a drift of the machine touches all alike; the first round only warms up.
        var rates = contenders.ToDictionary(c => c.Name, _ => new List<double>());
        foreach (var (name, _, work) in contenders.Where(c => c.Name is "ours" or "bare NetVips loop")) await work!();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, _, work) in contenders)
            {
                if (work is null) continue;
                var watch = Stopwatch.StartNew();
                await work();
                rates[name].Add(files.Count / watch.Elapsed.TotalSeconds);
            }
        }

        var ours = Middle.Median(rates["ours"]);
        foreach (var (name, goal, work) in contenders.Skip(1))
        {
            if (work is null) sheet.Note($"  {name} is not installed (packages libvips-tools and imagemagick): nothing to compare");
            else sheet.Add($"thumbnails of a {workload.Name}", ours, "images/s", Middle.Median(rates[name]), name, goal is { } least && !workload.Drawn ? Goal.RatioLeast(least) : null);
        }
    }

    private static async Task OursAsync(ImagingPool pool, IReadOnlyList<string> files, string target)
    {
        var work = files.Select(async (file, i) =>
        {
            var folder = Directory.CreateDirectory(Path.Combine(target, $"ours-{i}")).FullName;
            await pool.DeriveAsync(file, folder);
        });
        await Task.WhenAll(work);
    }

    private static double PeakMegabytes(int processId)
    {
        var path = $"/proc/{processId}/status";
        if (!File.Exists(path)) return 0;
        var line = File.ReadLines(path).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
