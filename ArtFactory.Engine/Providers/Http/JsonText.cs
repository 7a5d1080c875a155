using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>Writes what is sent as JSON: plain letters, and numbers with the exact digits they were given.</summary>
static class JsonText
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode node) => node.ToJsonString(Plain);

    /// <summary>The parameters as an object whose members can still be set and taken away.</summary>
    public static JsonObject ObjectOf(ParameterSet parameters)
    {
        var body = new JsonObject();
        foreach (var (name, value) in parameters)
            body[name] = value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
        return body;
    }

    public static HttpContent Content(string json)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return content;
    }
}
