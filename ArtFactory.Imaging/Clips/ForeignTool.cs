using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Worker;

namespace ArtFactory.Imaging.Clips;

/// <summary>Runs a program with an argument list, no shell and no input, and stops it with its time.</summary>
internal static class ForeignTool
{
    private const int MaxErrorCharacters = 2000;
    private static readonly ConcurrentDictionary<Process, bool> Running = new();

    /// <summary>Where a program is on the search path, or null.</summary>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Hands the program's output to <paramref name="read"/> as it comes.</summary>
    /// <exception cref="RequestException">The program ended with an error: <see cref="ImagingFailure.Unreadable"/>.</exception>
    /// <exception cref="OperationCanceledException">The time is over; the program was killed.</exception>
    public static async Task<T> RunAsync<T>(string program, IEnumerable<string> arguments, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        using var process = Start(start);
        Running[process] = true;
        try
        {
            process.StandardInput.Close();
            var errors = ReadErrorsAsync(process.StandardError, cancellationToken);
            var result = await read(process.StandardOutput.BaseStream, cancellationToken);
            var words = await errors;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new RequestException(
                    ImagingFailure.Unreadable,
                    $"The file is damaged, or of a kind that {Path.GetFileNameWithoutExtension(program)} does not read: {Plain(words)}");
            }

            return result;
        }
        finally
        {
            Kill(process);
            Running.TryRemove(process, out _);
        }
    }

    /// <summary>The whole output as bytes, up to a limit.</summary>
    public static Task<byte[]> OutputAsync(string program, IEnumerable<string> arguments, int maxBytes, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, (stream, token) => ReadAllAsync(stream, maxBytes, token), cancellationToken);

    /// <summary>Ends what is running, because this process is about to end.</summary>
    public static void KillRunning()
    {
        foreach (var process in Running.Keys) Kill(process);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new RequestException(ImagingFailure.ToolMissing, $"{start.FileName} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new RequestException(ImagingFailure.ToolMissing, $"{Path.GetFileName(start.FileName)} did not start: {e.Message}", e);
        }
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (memory.Length + read > maxBytes)
                throw new RequestException(ImagingFailure.TooLarge, "The file unpacks to more than a worker takes.");
            memory.Write(buffer, 0, read);
        }

        return memory.ToArray();
    }

    /// <summary>Reads to the end, so that the program never waits for us, and keeps the beginning.</summary>
    private static async Task<string> ReadErrorsAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length < MaxErrorCharacters) kept.Append(buffer, 0, Math.Min(read, MaxErrorCharacters - kept.Length));
        }

        return kept.ToString();
    }

    /// <summary>The last line, without words that are paths of this machine.</summary>
    private static string Plain(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) return "no reason given";
        var words = string.Join(' ', lines[^1].Split(' ').Where(w => !w.Contains('/', StringComparison.Ordinal)));
        return words.Length <= 160 ? words : words[..160];
    }

    private static void Kill(Process process)
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
