using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>JSON over a socket, as fakes speak it.</summary>
static class SocketTalk
{
    public static async Task<JsonObject> ReadAsync(this WebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return [];
            await message.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
            if (part.EndOfMessage) return JsonNode.Parse(message.ToArray())!.AsObject();
        }
    }

    public static Task TellAsync(this WebSocket socket, JsonNode message, CancellationToken cancellationToken) =>
        socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>A text that is no JSON.</summary>
    public static Task BabbleAsync(this WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
