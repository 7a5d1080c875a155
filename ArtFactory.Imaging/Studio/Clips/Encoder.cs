using System.ComponentModel;
using System.Diagnostics;
using ArtFactory.Imaging.Clips;

namespace ArtFactory.Imaging.Studio.Clips;

/// <summary>
/// ffmpeg fed from here: raw frames or samples in, a finished file out. One thread and the bit-exact flags, so that the bytes repeat.
/// </summary>
internal static class Encoder
{
    /// <param name="input">How ffmpeg is to understand what <paramref name="feed"/> writes.</param>
    /// <param name="output">The encoder's options; the file's name is added.</param>
    /// <exception cref="StudioException">ffmpeg is missing or gave up.</exception>
    public static void Run(IEnumerable<string> input, IEnumerable<string> output, string path, Action<Stream> feed, CancellationToken ct)
    {
        var program = Ffmpeg.Path ?? throw new StudioException("ffmpeg is not installed, and clips and compressed sound need it. Install the package ffmpeg.");
        var start = new ProcessStartInfo(program, ["-hide_banner", "-v", "error", "-y", "-fflags", "+bitexact", .. input, "-i", "pipe:0",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-threads", "1", .. output, "file:" + path])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Start(start);
        using var stop = ct.Register(() => Kill(process));
        try
        {
            var words = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                feed(process.StandardInput.BaseStream);
                process.StandardInput.Close();
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                // It stopped reading; its own words below say why.
            }
            process.WaitForExit();
            ct.ThrowIfCancellationRequested();
            if (process.ExitCode != 0) throw new StudioException($"ffmpeg could not encode the result: {Last(words.GetAwaiter().GetResult())}");
        }
        finally
        {
            Kill(process);
        }
    }

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new StudioException("ffmpeg did not start.");
        }
        catch (Win32Exception e)
        {
            throw new StudioException($"ffmpeg did not start: {e.Message}", e);
        }
    }

    static string Last(string words)
    {
        var lines = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "no reason given" : string.Join(' ', lines[^1].Split(' ').Where(w => !w.Contains('/', StringComparison.Ordinal)));
    }

    static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended in the meantime.
        }
    }
}
