using System.Text.Json.Nodes;
using ArtFactory.Tests.Imaging;

namespace ArtFactory.Tests.Studio;

/// <summary>Draws through a real imaging process.</summary>
public sealed class StudioFixture : IAsyncDisposable, IDisposable
{
    readonly ImagingFixture _imaging = new();

    public ImagingFixture Imaging => _imaging;

    public async Task<string> DrawAsync(string model, JsonObject parameters, string? input = null)
    {
        var drawn = await _imaging.Pool.DrawAsync(model, parameters, input, _imaging.NewFile("bin"));
        return drawn.Path;
    }

    public async Task<byte[]> BytesAsync(string model, JsonObject parameters, string? input = null) =>
        await File.ReadAllBytesAsync(await DrawAsync(model, parameters, input));

    /// <summary>A picture to edit.</summary>
    public Task<string> PictureAsync() => DrawAsync("domain-warp", new() { ["prompt"] = "a red fox", ["width"] = 160, ["height"] = 120, ["seed"] = 3 });

    /// <summary>The mean red, green and blue.</summary>
    public async Task<(int Red, int Green, int Blue)> MeanAsync(string picture)
    {
        var dot = _imaging.NewFile("png");
        await Ffmpeg.RunAsync("-f", "png_pipe", "-i", picture, "-vf", "scale=1:1:flags=area", "-frames:v", "1", dot);
        var pixel = await Ffmpeg.PixelAsync(dot, 0, 0);
        return (pixel[0], pixel[1], pixel[2]);
    }

    public ValueTask DisposeAsync() => _imaging.DisposeAsync();

    public void Dispose() => _imaging.Dispose();
}
