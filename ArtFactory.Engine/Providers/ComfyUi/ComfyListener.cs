using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Http;
using Microsoft.Extensions.Logging;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>
/// Listens to what ComfyUI tells while requests of ours are under way. It only hastens and shows progress: the history is the truth,
/// and without a socket it is asked all the same.
/// </summary>
sealed class ComfyListener(ProviderHttp http, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    const int LargestMessage = 16 * 1024 * 1024;
    static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    readonly ConcurrentDictionary<string, ComfyProgress> _watched = new(StringComparer.Ordinal);
    readonly CancellationTokenSource _stop = new();
    readonly Lock _gate = new();
    Task _listening = Task.CompletedTask;
    TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ClientId { get; } = $"artfactory-{FactoryId.New():N}";

    /// <summary>From now on what is told of the request is kept; waits until there is a socket, but not long.</summary>
    public async Task WatchAsync(string id, int nodes, CancellationToken cancellationToken)
    {
        _watched[id] = new(nodes);
        Task connected;
        lock (_gate)
        {
            if (_listening.IsCompleted)
            {
                if (_connected.Task.IsCompleted) _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _listening = ListenAsync(_connected);
            }

            connected = _connected.Task;
        }

        await connected.WaitAsync(cancellationToken);
    }

    /// <summary>The server gave the request an id of its own.</summary>
    public void Rename(string id, string own)
    {
        if (id != own && _watched.TryRemove(id, out var progress)) _watched[own] = progress;
    }

    public void Forget(string id) => _watched.TryRemove(id, out _);

    /// <summary>Whether news of that request comes by itself, so that asking may wait for it.</summary>
    public bool Hears(string id) => !_listening.IsCompleted && _watched.ContainsKey(id);

    /// <summary>0 to 1; null when nothing was told.</summary>
    public double? ProgressOf(string id) => _watched.TryGetValue(id, out var progress) ? progress.Done : null;

    /// <summary>Returns at once when it has ended or nobody listens; else when there is news, and at the latest after <paramref name="most"/>.</summary>
    public async Task UntilNewsAsync(string id, TimeSpan most, CancellationToken cancellationToken)
    {
        if (_listening.IsCompleted || !_watched.TryGetValue(id, out var progress)) return;
        try
        {
            await progress.NewsAsync().WaitAsync(most, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Then it is asked.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    async Task ListenAsync(TaskCompletionSource connected)
    {
        await Task.Yield();
        while (!_watched.IsEmpty && !_stop.IsCancellationRequested)
        {
            try
            {
                using var socket = await ConnectAsync();
                connected.TrySetResult();
                await ReadAsync(socket);
            }
            catch (Exception e) when (e is WebSocketException or IOException or HttpRequestException or OperationCanceledException or TimeoutException)
            {
                logger.LogDebug("No progress comes from ComfyUI: {Fault}", e.Message);
                connected.TrySetResult();
            }

            if (_watched.IsEmpty || _stop.IsCancellationRequested) break;
            try
            {
                await Task.Delay(Rest, time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        connected.TrySetResult();
    }

    async Task<ClientWebSocket> ConnectAsync()
    {
        var connection = await http.ConnectionAsync(_stop.Token);
        var address = new UriBuilder(connection.Resolve($"ws?clientId={ClientId}"));
        address.Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.Proxy = new LoopbackPastProxy();
            if (connection is { Key: { } key, Profile.Scheme: { } scheme }) socket.Options.SetRequestHeader("Authorization", $"{scheme} {key}");
            using var clock = new CancellationTokenSource(ConnectLimit, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, _stop.Token);
            await socket.ConnectAsync(address.Uri, limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new ArrayBufferWriter<byte>();
        while (!_watched.IsEmpty)
        {
            buffer.ResetWrittenCount();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), _stop.Token);
                if (part.MessageType == WebSocketMessageType.Close) return;
                buffer.Advance(part.Count);
                if (buffer.WrittenCount > LargestMessage) throw new IOException("A message is larger than is read.");
            }
            while (!part.EndOfMessage);

            // Binary messages are previews.
            if (part.MessageType == WebSocketMessageType.Text) Take(buffer.WrittenMemory);
        }
    }

    void Take(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var data = document.RootElement.At("data");
            if (data.TextAt("prompt_id") is { } id && _watched.TryGetValue(id, out var progress)) progress.Take(document.RootElement.TextAt("type"), data);
        }
        catch (JsonException)
        {
            // Nothing that concerns us.
        }
    }
}
