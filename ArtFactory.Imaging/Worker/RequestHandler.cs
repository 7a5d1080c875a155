using System.Diagnostics;
using ArtFactory.Imaging.Clips;
using ArtFactory.Imaging.Content;
using ArtFactory.Imaging.Pictures;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Imaging.Studio;
using NetVips;

namespace ArtFactory.Imaging.Worker;

/// <summary>Does one request, and turns whatever goes wrong into a failure with a kind and words.</summary>
internal sealed class RequestHandler(WorkerSettings settings)
{
    public async Task<ImagingResponse> HandleAsync(ImagingRequest request)
    {
        var answer = new ImagingResponse { Id = request.Id };
        // A little before the pool's own limit, which costs the process.
        using var timeLimit = new CancellationTokenSource(TimeSpan.FromSeconds(request.TimeLimitSeconds * 0.95));
        try
        {
            answer = request.Operation switch
            {
                ImagingOperation.Ping => answer,
                ImagingOperation.Version => answer with { Version = await VersionAsync(timeLimit.Token) },
                ImagingOperation.Probe => answer with { Facts = await ProbeAsync(request, timeLimit.Token) },
                ImagingOperation.Derive => answer with { Derived = await DeriveAsync(request, timeLimit.Token) },
                ImagingOperation.Draw => answer with { Drawn = await DrawAsync(request, timeLimit.Token) },
                _ => throw new RequestException(ImagingFailure.InvalidRequest, $"There is no operation {request.Operation}."),
            };
        }
        catch (Exception e)
        {
            var (kind, message) = Explain(e);
            if (kind == ImagingFailure.Internal) await Console.Error.WriteLineAsync(e.ToString());
            answer = new ImagingResponse { Id = request.Id, Failure = kind, Message = message };
        }

        using var self = Process.GetCurrentProcess();
        return answer with { ResidentBytes = self.WorkingSet64 };
    }

    private static (ImagingFailure Kind, string Message) Explain(Exception e) => e switch
    {
        RequestException r => (r.Kind, r.Message),
        StudioException s => (ImagingFailure.InvalidRequest, s.Message),
        OperationCanceledException => (ImagingFailure.TimedOut, "The file took longer than the time limit."),
        VipsException v => (ImagingFailure.Unreadable, $"The picture is damaged or cut short: {VipsWords.Plain(v)}"),
        OutOfMemoryException => (ImagingFailure.TooLarge, "The file needs more memory than a worker may use."),
        FileNotFoundException or DirectoryNotFoundException => (ImagingFailure.FileSystem, "The file or its folder does not exist."),
        IOException or UnauthorizedAccessException => (ImagingFailure.FileSystem, $"The file could not be read or written: {e.GetType().Name}."),
        _ => (ImagingFailure.Internal, $"The imaging process failed: {e.GetType().Name}: {e.Message}"),
    };

    private static async Task<WorkerVersion> VersionAsync(CancellationToken cancellationToken)
    {
        var libvips = $"{NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}";
        return new WorkerVersion(FrameChannel.ProtocolNumber, libvips, await Ffmpeg.VersionAsync(cancellationToken), Ffmpeg.ProbePath is not null);
    }

    private async Task<MediaFacts> ProbeAsync(ImagingRequest request, CancellationToken cancellationToken)
    {
        var (path, type) = Sniff(request);
        return type.Kind == MediaKind.Image
            ? PictureHeader.Read(path, type, Limits(request)).Facts
            : await ClipFacts.ReadAsync(path, type, request.MaxPixels, cancellationToken);
    }

    private async Task<DerivedFiles> DeriveAsync(ImagingRequest request, CancellationToken cancellationToken)
    {
        var (path, type) = Sniff(request);
        var folder = request.TargetFolder;
        if (folder is null || !Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
            throw new RequestException(ImagingFailure.InvalidRequest, "The target folder does not exist.");

        if (request.Quality is < 1 or > 100 || request.Effort is < 0 or > 6)
            throw new RequestException(ImagingFailure.InvalidRequest, "Thumbnails take a quality from 1 to 100 and an effort from 0 to 6.");
        var target = new ThumbnailTarget(folder, request.Quality, request.Effort);
        return type.Kind switch
        {
            MediaKind.Image => PictureDeriver.Derive(path, type, Limits(request), target),
            MediaKind.Video => await ClipDeriver.DeriveAsync(path, type, Limits(request), target, cancellationToken),
            _ => await SoundDeriver.DeriveAsync(path, type, request.MaxPixels, target, cancellationToken),
        };
    }

    private async Task<DrawnFile> DrawAsync(ImagingRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Model)) throw new RequestException(ImagingFailure.InvalidRequest, "The request names no model.");
        if (request.Output is not { } output || !Path.IsPathFullyQualified(output) || !Directory.Exists(Path.GetDirectoryName(output)))
            throw new RequestException(ImagingFailure.InvalidRequest, "The folder of the file to draw does not exist.");
        if (request.Source is not null)
        {
            // The same gate as for everything foreign; the model decodes only what has passed it.
            var facts = await ProbeAsync(request, cancellationToken);
            if (facts.Kind != MediaKind.Image) throw new RequestException(ImagingFailure.NotAllowed, "The input must be a picture.");
        }

        var drawn = StudioCatalog.Draw(request.Model, request.Parameters ?? [], request.Source, output, settings.WorkFolder, cancellationToken);
        return new DrawnFile(Path.GetFullPath(drawn.Path), drawn.MimeType, drawn.Width, drawn.Height, drawn.DurationSeconds, drawn.Seed);
    }

    private PictureLimits Limits(ImagingRequest request) => new(request.MaxPixels, settings.MemoryLimitBytes / 2);

    private static (string Path, ContentType Type) Sniff(ImagingRequest request)
    {
        if (request.Source is not { } path || !Path.IsPathFullyQualified(path))
            throw new RequestException(ImagingFailure.InvalidRequest, "The request names no file by an absolute path.");
        return (path, ContentSniffer.Sniff(path));
    }
}
