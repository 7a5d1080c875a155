using System.Text.Json.Nodes;
using ArtFactory.Imaging.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ArtFactory.Engine.Media;

/// <summary>
/// The imaging processes: started when first needed, one a core, each working on one request while others wait their turn.
/// A process that dies costs its one request; the next one gets a fresh process.
/// </summary>
public sealed partial class ImagingPool : IImagingClient, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(1);

    private readonly ImagingOptions options;
    private readonly ILogger<ImagingPool> logger;
    private readonly SemaphoreSlim seats;
    private readonly Lock gate = new();
    private readonly Stack<ImagingWorker> idle = new();
    private readonly HashSet<ImagingWorker> all = [];
    private WorkerProgram? program;
    private ImagingHealth? lastHealth;
    private bool disposed;

    public ImagingPool(IOptions<ImagingOptions> options, ILogger<ImagingPool> logger)
    {
        this.options = options.Value;
        this.logger = logger;
        Workers = this.options.Workers > 0 ? this.options.Workers : Environment.ProcessorCount;
        seats = new SemaphoreSlim(Workers);
    }

    /// <summary>How many processes there may be.</summary>
    public int Workers { get; }

    /// <summary>Identifiers of the processes that run now.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (gate) return [.. all.Where(w => w.IsAlive).Select(w => w.ProcessId)];
        }
    }

    public async Task<DerivedMedia> DeriveAsync(string sourcePath, string targetFolder, ThumbnailForm? form = null, CancellationToken cancellationToken = default)
    {
        form ??= ThumbnailForm.Usual;
        var request = NewRequest(ImagingOperation.Derive) with { Source = Path.GetFullPath(sourcePath), TargetFolder = Path.GetFullPath(targetFolder), Quality = form.Quality, Effort = form.Effort };
        var derived = Expect((await AskAsync(request, cancellationToken)).Derived);
        string In(string name) => Path.Combine(request.TargetFolder, name);
        return new DerivedMedia(
            derived.Facts,
            new ThumbnailPaths(In(derived.Small), In(derived.Medium), In(derived.Large), derived.Preview is null ? null : In(derived.Preview)),
            derived.PerceptualHash,
            derived.Colors);
    }

    public async Task<MediaFacts> ProbeAsync(string path, CancellationToken cancellationToken = default) =>
        Expect((await AskAsync(NewRequest(ImagingOperation.Probe) with { Source = Path.GetFullPath(path) }, cancellationToken)).Facts);

    public async Task<DrawnMedia> DrawAsync(string model, JsonObject parameters, string? inputPath, string outputPath, CancellationToken cancellationToken = default)
    {
        var request = NewRequest(ImagingOperation.Draw) with
        {
            Model = model,
            Parameters = parameters,
            Source = inputPath is null ? null : Path.GetFullPath(inputPath),
            Output = Path.GetFullPath(outputPath),
        };
        var drawn = Expect((await AskAsync(request, cancellationToken)).Drawn);
        return new DrawnMedia(drawn.Path, drawn.MimeType, drawn.Width, drawn.Height, drawn.DurationSeconds, drawn.Seed);
    }

    public async Task<ImagingHealth> CheckAsync(CancellationToken cancellationToken = default)
    {
        // All at work is healthy too; their time limits see to it that they do not stay so for ever.
        if (lastHealth is { Ready: true } known)
        {
            if (!await seats.WaitAsync(CheckPatience, cancellationToken)) return known with { Message = known.Message + "; all processes are at work" };
            seats.Release();
        }

        try
        {
            var version = Expect((await AskAsync(NewRequest(ImagingOperation.Version), cancellationToken, CheckLimit)).Version);
            var clips = version.Ffmpeg is not null && version.Ffprobe;
            return lastHealth = version.Protocol == FrameChannel.ProtocolNumber
                ? new ImagingHealth(true, clips, version.Libvips, version.Ffmpeg, Workers, clips ? "ready" : "Ready for pictures. Install ffmpeg for clips and sounds.")
                : new ImagingHealth(false, false, version.Libvips, version.Ffmpeg, Workers, "The imaging process is of another version than the program. Build it again.");
        }
        catch (ImagingException e)
        {
            return lastHealth = new ImagingHealth(false, false, null, null, Workers, e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ImagingWorker[] running;
        lock (gate)
        {
            disposed = true;
            running = [.. all];
            all.Clear();
            idle.Clear();
        }

        foreach (var worker in running) await worker.DisposeAsync();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ImagingRequest NewRequest(ImagingOperation operation) =>
        new() { Id = 0, Operation = operation, MaxPixels = options.MaxMegapixels * 1_000_000L, TimeLimitSeconds = options.TimeLimitSeconds };

    private async Task<ImagingResponse> AskAsync(ImagingRequest request, CancellationToken cancellationToken, TimeSpan? timeLimit = null)
    {
        await seats.WaitAsync(cancellationToken);
        ImagingWorker? worker = null;
        var fit = false;
        try
        {
            worker = Take();
            var answer = (await worker.AskAsync(request, ReadOnlyMemory<byte>.Empty, timeLimit ?? TimeSpan.FromSeconds(options.TimeLimitSeconds), cancellationToken)).Header;
            fit = answer.ResidentBytes < options.ReplaceAboveMegabytes * 1024L * 1024L;
            if (!fit) LogReplaced(logger, worker.ProcessId, answer.ResidentBytes / (1024 * 1024));
            if (answer.Failure is { } failure) throw new ImagingException(failure, answer.Message ?? "The imaging process gave no reason.");
            return answer;
        }
        catch (ImagingException e) when (e.Kind is ImagingFailure.WorkerDied or ImagingFailure.TimedOut)
        {
            LogLost(logger, request.Operation, e.Message);
            throw;
        }
        finally
        {
            if (worker is not null) await ReturnAsync(worker, fit);
            seats.Release();
        }
    }

    /// <summary>A living process: an idle one, or a new one. One that died while idle costs nobody a request.</summary>
    private ImagingWorker Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            while (idle.TryPop(out var worker))
            {
                if (worker.IsAlive) return worker;
                all.Remove(worker);
                _ = worker.DisposeAsync().AsTask();
            }
        }

        program ??= WorkerProgram.Find(options);
        var started = ImagingWorker.Start(program, options, logger);
        bool late;
        lock (gate)
        {
            late = disposed;
            if (!late) all.Add(started);
        }

        if (!late) return started;
        started.Kill();
        throw new ObjectDisposedException(nameof(ImagingPool));
    }

    private async Task ReturnAsync(ImagingWorker worker, bool fit)
    {
        lock (gate)
        {
            if (disposed) return;
            if (fit)
            {
                idle.Push(worker);
                return;
            }

            all.Remove(worker);
        }

        await worker.DisposeAsync();
    }

    private static T Expect<T>(T? result)
        where T : class => result ?? throw new ImagingException(ImagingFailure.Internal, "The imaging process answered something else than was asked.");

    [LoggerMessage(LogLevel.Warning, "An imaging process was lost during {Operation}: {Reason}")]
    private static partial void LogLost(ILogger logger, ImagingOperation operation, string reason);

    [LoggerMessage(LogLevel.Information, "Imaging process {ProcessId} holds {Megabytes} MB and is replaced")]
    private static partial void LogReplaced(ILogger logger, int processId, long megabytes);
}
