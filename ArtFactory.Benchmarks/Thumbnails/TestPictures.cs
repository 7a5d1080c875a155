using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetVips;

namespace ArtFactory.Benchmarks.Thumbnails;

/// <summary>
/// Soft computed pictures (light, hills of detail at every scale, edges, a little grain), and dense ones that the studio's models draw.
/// (Pure noise would make every encoder look alike, and flat colour would make every decoder look fast.)
/// </summary>
internal static class TestPictures
{
    private static readonly string[] Models = ["flow-field", "ink-landscape", "subdivision", "domain-warp", "voronoi-mosaic", "strange-attractor"];

    /// <summary>Makes the workload's files in a folder, and answers their paths.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(Workload workload, string folder)
    {
        var originals = workload.Drawn ? await DrawAsync(workload, folder) : Compute(workload, folder);

        var files = new List<string>();
        for (var i = 0; i < workload.Files; i++)
        {
            var copy = Path.Combine(folder, $"{workload.Side}-copy-{i}.{workload.Extension}");
            File.Copy(originals[i % originals.Count], copy);
            files.Add(copy);
        }

        return files;
    }

    private static async Task<IReadOnlyList<string>> DrawAsync(Workload workload, string folder)
    {
        // Processes of its own: what drawing takes is not what thumbnails take.
        await using var pool = new ImagingPool(Options.Create(new ImagingOptions()), NullLogger<ImagingPool>.Instance);
        return await Task.WhenAll(Enumerable.Range(0, workload.Distinct).Select(async i =>
        {
            var parameters = new JsonObject { ["prompt"] = "neon city at night", ["width"] = workload.Side, ["height"] = workload.Side, ["seed"] = i + 1 };
            var path = Path.Combine(folder, $"{workload.Side}-drawn-{i}.{workload.Extension}");
            return (await pool.DrawAsync(Models[i % Models.Length], parameters, inputPath: null, path)).Path;
        }));
    }

    private static List<string> Compute(Workload workload, string folder)
    {
        var originals = new List<string>();
        for (var i = 0; i < workload.Distinct; i++)
        {
            var path = Path.Combine(folder, $"{workload.Side}-{i}.{workload.Extension}");
            using var picture = Draw(workload.Side, seed: (workload.Side * 100) + i);
            if (workload.Extension == "jpg") picture.Jpegsave(path, q: 90);
            else picture.Pngsave(path, compression: 6);
            originals.Add(path);
        }

        return originals;
    }

    private static Image Draw(int side, int seed)
    {
        // Clouds of detail: octaves of Perlin noise, each half as strong.
        using var detail = Octaves(side, seed);
        using var edges = Octaves(side, seed + 50) > 6;
        using var light = Image.Xyz(side, side)[1].Linear([90.0 / side], [60.0]);

        using var red = (light * 1.2) + (detail * 0.9) + (edges * 0.15);
        using var green = light + (detail * 0.7) + 10;
        using var blue = (light * -0.6) + (detail * 0.5) + 150 + (edges * 0.2);
        using var colour = red.Bandjoin(green, blue);
        using var grain = Image.Gaussnoise(side, side, sigma: 2.5, mean: 0, seed: seed);
        using var mixed = colour + grain;
        using var plain = mixed.Cast(Enums.BandFormat.Uchar);
        using var tagged = plain.Copy(interpretation: Enums.Interpretation.Srgb);
        return tagged.CopyMemory();
    }

    private static Image Octaves(int side, int seed)
    {
        var sum = Image.Black(side, side);
        for (var octave = 0; octave < 5; octave++)
        {
            using var noise = Image.Perlin(side, side, cellSize: Math.Max(4, (side / 2) >> octave), seed: seed + octave);
            using var before = sum;
            sum = before + (noise * (60.0 / (1 << octave)));
        }

        return sum;
    }
}
