using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.Webhooks;

/// <summary>Reads the one thing that is used of a body, once it is known to be genuine.</summary>
static class WebhookBody
{
    public static string? TextAt(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TextAt(name);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
