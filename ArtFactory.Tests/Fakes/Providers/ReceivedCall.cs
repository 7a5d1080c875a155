using System.Text;
using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>A request as it arrived at a fake.</summary>
public sealed record ReceivedCall(string Method, string Path, string Query, Dictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Stands for the method of what came over a socket that was open already.</summary>
    public const string Socket = "WS";

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as a JSON object; null when it is none.</summary>
    public JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body) as JsonObject;
            }
            catch (System.Text.Json.JsonException)
            {
                return null;
            }
        }
    }

    public bool Is(string method, string pathPart) => Method == method && Path.Contains(pathPart, StringComparison.Ordinal);
}
