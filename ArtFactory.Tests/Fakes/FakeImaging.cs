using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Fakes;

/// <summary>An imaging process that takes no time: thumbnails are a few bytes, drawings are <see cref="FakePicture"/>.</summary>
public sealed class FakeImaging : IImagingClient
{
    /// <summary>What deriving throws; null when it works.</summary>
    public Func<string, Exception?>? OnDerive { get; set; }

    /// <summary>How the last thumbnails were asked for.</summary>
    public ThumbnailForm? LastForm { get; private set; }

    public async Task<DerivedMedia> DeriveAsync(string sourcePath, string targetFolder, ThumbnailForm? form = null, CancellationToken cancellationToken = default)
    {
        LastForm = form;
        if (OnDerive?.Invoke(sourcePath) is { } failure) throw failure;
        var paths = new List<string>();
        foreach (var size in (string[])["150", "400", "800"])
        {
            var path = Path.Combine(targetFolder, size + ".webp");
            await File.WriteAllBytesAsync(path, [1, 2, 3], cancellationToken);
            paths.Add(path);
        }

        return new(new MediaFacts(MediaKind.Image, "image/png", "png", 16, 16), new(paths[0], paths[1], paths[2]), 42, ["#102030"]);
    }

    public Task<MediaFacts> ProbeAsync(string path, CancellationToken cancellationToken = default) =>
        Task.FromResult(new MediaFacts(MediaKind.Image, "image/png", "png", 16, 16));

    public async Task<DrawnMedia> DrawAsync(string model, JsonObject parameters, string? inputPath, string outputPath, CancellationToken cancellationToken = default)
    {
        await File.WriteAllBytesAsync(outputPath, FakePicture.Of(model + parameters.ToJsonString()), cancellationToken);
        return new(outputPath, "image/png", 16, 16, null, parameters["seed"]?.GetValue<ulong>() ?? 0);
    }

    public Task<ImagingHealth> CheckAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(new ImagingHealth(true, true, "8.18", "7", 1, "ready"));
}
