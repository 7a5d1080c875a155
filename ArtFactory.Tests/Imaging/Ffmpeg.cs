using System.Diagnostics;

namespace ArtFactory.Tests.Imaging;

/// <summary>Makes and reads media for tests with ffmpeg.</summary>
internal static class Ffmpeg
{
    public static Task RunAsync(params string[] arguments) => OutputAsync(["-nostdin", "-v", "error", "-y", .. arguments]);

    /// <summary>The colour of one pixel, as red, green, blue, alpha.</summary>
    public static async Task<byte[]> PixelAsync(string path, int x, int y) =>
        await OutputAsync(["-nostdin", "-v", "error", "-i", path, "-frames:v", "1", "-vf", $"format=rgba,crop=1:1:{x}:{y}", "-f", "rawvideo", "-pix_fmt", "rgba", "-"]);

    private static async Task<byte[]> OutputAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var memory = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(memory);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return memory.ToArray();
    }
}
