using System.Runtime.InteropServices;
using System.Threading.Channels;
using ArtFactory.Imaging.Clips;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Imaging.Worker;

/// <summary>
/// Reads requests, answers them one after another, and ends when the other side is gone: reading goes on while a request is
/// worked on, so that the end of the stream is noticed in the middle of one.
/// </summary>
internal sealed class WorkerLoop(StandardPipes pipes, WorkerSettings settings)
{
    private readonly RequestHandler handler = new(settings);

    public async Task<int> RunAsync()
    {
        var parent = ProcessLimits.ParentId();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            // It also comes when only the thread that started us has ended, as threads of a pool do: only a changed parent counts.
            context.Cancel = true;
            if (ProcessLimits.ParentId() != parent || parent == 1) End(0);
        });
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        ProcessLimits.AskForParentDeathSignal();

        var requests = Channel.CreateUnbounded<Frame<ImagingRequest>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var answering = Task.Run(() => AnswerAsync(requests.Reader));
        try
        {
            while (await pipes.Frames.ReadAsync(ProtocolJson.Default.ImagingRequest, CancellationToken.None) is { } request)
                await requests.Writer.WriteAsync(request);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
        {
            await Console.Error.WriteLineAsync($"The stream of requests broke: {e.Message}");
            End(1);
        }

        // No one is left to answer to. Native code in the middle of a picture is not waited for.
        End(0);
        await answering;
        return 0;
    }

    private async Task AnswerAsync(ChannelReader<Frame<ImagingRequest>> requests)
    {
        try
        {
            await foreach (var request in requests.ReadAllAsync())
            {
                var response = await handler.HandleAsync(request.Header);
                var payload = request.Header.Operation == ImagingOperation.Ping ? request.Payload : ReadOnlyMemory<byte>.Empty;
                await pipes.Frames.WriteAsync(response, ProtocolJson.Default.ImagingResponse, payload, CancellationToken.None);
            }
        }
        catch (IOException)
        {
            End(0);
        }
    }

    private void End(int code)
    {
        ForeignTool.KillRunning();
        try
        {
            Directory.SetCurrentDirectory(Path.GetTempPath());
            Directory.Delete(settings.WorkFolder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing of worth is in it, and there is no one left to tell.
        }

        ProcessLimits.ExitNow(code);
    }
}
