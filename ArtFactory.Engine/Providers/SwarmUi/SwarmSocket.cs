using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.SwarmUi;

/// <summary>One generation over a socket of its own: the request is sent once, and SwarmUI tells until it closes.</summary>
sealed class SwarmSocket(ProviderHttp http, TimeProvider time)
{
    const int LargestMessage = 256 * 1024 * 1024;
    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(30);

    /// <summary>Null when no socket could be opened, so that nothing was sent.</summary>
    public async Task<SwarmTold?> GenerateAsync(JsonObject body, string? cookie, int count, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var socket = await OpenAsync(cookie, cancellationToken);
        if (socket is null) return null;
        var told = new SwarmTold(count);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(JsonText.Of(body)), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            await ReadAsync(socket, told, progress, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            told.Fault = "The connection to SwarmUI broke off.";
        }

        return told;
    }

    async Task<ClientWebSocket?> OpenAsync(string? cookie, CancellationToken cancellationToken)
    {
        var address = new UriBuilder((await http.ConnectionAsync(cancellationToken)).Resolve("API/GenerateText2ImageWS"));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.Proxy = new LoopbackPastProxy();
            if (cookie is not null) socket.Options.SetRequestHeader("Cookie", cookie);
            using var clock = new CancellationTokenSource(ConnectLimit, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
            await socket.ConnectAsync(address.Uri, limit.Token);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is WebSocketException or HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)) return null;
            throw;
        }
    }

    async Task ReadAsync(ClientWebSocket socket, SwarmTold told, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            using var silence = new CancellationTokenSource(LongestSilence, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
            buffer.ResetWrittenCount();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.GetMemory(64 * 1024), limit.Token);
                if (part.MessageType == WebSocketMessageType.Close) return;
                buffer.Advance(part.Count);
                if (buffer.WrittenCount > LargestMessage) throw new IOException("A message is larger than is read.");
            }
            while (!part.EndOfMessage);

            if (Take(told, buffer.WrittenMemory) is { } done) progress?.Report(done);
        }
    }

    static double? Take(SwarmTold told, ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return told.Take(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
