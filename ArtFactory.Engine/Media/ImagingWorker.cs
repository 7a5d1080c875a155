using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ArtFactory.Imaging.Protocol;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Media;

/// <summary>One imaging process and the pipes to it. One request at a time; after a failure of the process itself it is of no more use.</summary>
internal sealed partial class ImagingWorker : IAsyncDisposable
{
    /// <summary>What a child may see of our environment: nothing else reaches it, and so no secret does.</summary>
    private static readonly string[] PassedOn = ["PATH", "SystemRoot", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

    private readonly Process process;
    private readonly FrameChannel frames;
    private readonly string workFolder;
    private readonly Task draining;
    private readonly ILogger logger;
    private volatile string lastWords = "";
    private long lastId;

    private ImagingWorker(Process process, string workFolder, ILogger logger)
    {
        this.process = process;
        this.workFolder = workFolder;
        this.logger = logger;
        frames = new FrameChannel(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        draining = DrainAsync(process.StandardError);
    }

    public int ProcessId => process.Id;

    public bool IsAlive => !process.HasExited;

    /// <exception cref="ImagingException">It could not be started.</exception>
    public static ImagingWorker Start(WorkerProgram program, ImagingOptions options, ILogger logger)
    {
        var folder = Directory.CreateTempSubdirectory("artfactory-imaging-").FullName;
        var start = new ProcessStartInfo(program.Host)
        {
            ArgumentList = { program.Assembly, "--work", folder, "--memory", options.MemoryLimitMegabytes.ToString(CultureInfo.InvariantCulture) },
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        FillEnvironment(start.Environment, program, folder, options);
        try
        {
            return new ImagingWorker(Process.Start(start)!, folder, logger);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            DeleteFolder(folder);
            throw new ImagingException(ImagingFailure.Unavailable, $"The imaging process could not be started with {program.Host}: {e.Message}", e);
        }
    }

    /// <summary>Sends the request and waits for its answer; when the time is over or the caller gives up, the process is killed.</summary>
    /// <exception cref="ImagingException">The process died, spoke nonsense, or took too long; or the answer is a failure.</exception>
    public async Task<Frame<ImagingResponse>> AskAsync(ImagingRequest request, ReadOnlyMemory<byte> payload, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        request = request with { Id = ++lastId, TimeLimitSeconds = timeLimit.TotalSeconds };
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(timeLimit);
        try
        {
            await frames.WriteAsync(request, ProtocolJson.Default.ImagingRequest, payload, timer.Token);
            var answer = await frames.ReadAsync(ProtocolJson.Default.ImagingResponse, timer.Token);
            if (answer is null) throw await DiedAsync(null);
            if (answer.Header.Id != request.Id) throw new InvalidDataException($"The answer is to request {answer.Header.Id}, not {request.Id}.");
            return answer;
        }
        catch (OperationCanceledException)
        {
            Kill();
            cancellationToken.ThrowIfCancellationRequested();
            throw new ImagingException(ImagingFailure.TimedOut, $"The file took longer than {timeLimit.TotalSeconds:0.#} seconds, and its imaging process was stopped.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw await DiedAsync(e);
        }
    }

    public void Kill()
    {
        try
        {
            // The tree: an ffmpeg that the worker started goes with it.
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync();
        await draining;
        process.Dispose();
        DeleteFolder(workFolder);
    }

    private static void FillEnvironment(IDictionary<string, string?> environment, WorkerProgram program, string workFolder, ImagingOptions options)
    {
        environment.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (PassedOn.Contains((string)variable.Key, StringComparer.Ordinal)) environment[(string)variable.Key] = (string?)variable.Value;
        }

        environment["HOME"] = workFolder;
        environment["TMPDIR"] = workFolder;
        environment["LANG"] = "C.UTF-8";
        if (Path.GetDirectoryName(program.Host) is { Length: > 0 } root) environment["DOTNET_ROOT"] = root;
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_GCHeapHardLimit"] = (options.MemoryLimitMegabytes * 3L / 4 * 1024 * 1024).ToString("x", CultureInfo.InvariantCulture);
        environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        environment["VIPS_CONCURRENCY"] = "1";
        // Few of glibc's arenas, which keep what big pictures leave behind; but not so few mappings that every buffer is a page fault.
        environment["MALLOC_ARENA_MAX"] = "2";
        environment["MALLOC_TRIM_THRESHOLD_"] = "33554432";
        environment["MALLOC_MMAP_THRESHOLD_"] = "8388608";
    }

    private async Task<ImagingException> DiedAsync(Exception? cause)
    {
        // When the stream ended because the process did, its own code tells more than that of our kill.
        using (var moment = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            try
            {
                await process.WaitForExitAsync(moment.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }

        await process.WaitForExitAsync();
        await draining;
        LogDied(logger, process.ExitCode, lastWords);
        return new ImagingException(
            ImagingFailure.WorkerDied,
            $"The imaging process ended (code {process.ExitCode}) while it worked on the file, which may be damaged or too large.",
            cause ?? new IOException(lastWords));
    }

    private async Task DrainAsync(StreamReader errors)
    {
        try
        {
            while (await errors.ReadLineAsync() is { } line)
            {
                lastWords = line.Length <= 500 ? line : line[..500];
                LogWords(logger, lastWords);
            }
        }
        catch (IOException)
        {
            // The process is gone.
        }
    }

    private static void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The worker removes its folder itself when it ends in order.
        }
    }

    [LoggerMessage(LogLevel.Warning, "An imaging process ended with code {Code}; its last words: {Words}")]
    private static partial void LogDied(ILogger logger, int code, string words);

    [LoggerMessage(LogLevel.Debug, "Imaging process: {Words}")]
    private static partial void LogWords(ILogger logger, string words);
}
