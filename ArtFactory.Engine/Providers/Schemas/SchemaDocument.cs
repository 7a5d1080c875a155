using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>
/// Finds the schema of a model's input in whatever a provider hands out: a model document, a page of them, a version document, an
/// OpenAPI document, or the bare schema.
/// </summary>
/// <param name="Root">What references point into.</param>
/// <param name="Input">The schema of the input; null if there is none.</param>
sealed record SchemaDocument(SchemaNode Root, SchemaNode? Input)
{
    const int MostWrappings = 6;

    /// <summary>Members a schema may be wrapped in, the likeliest first.</summary>
    static readonly string[] Wrappings = ["latest_version", "openapi_schema", "openapi", "openapi_3_0", "schema", "model", "version", "models", "results", "input_schema", "data"];

    public static SchemaDocument Of(SchemaNode document)
    {
        for (var depth = 0; depth < MostWrappings; depth++)
        {
            if (InputOf(document) is { } input) return new(document, input);
            if (document.Kind == JsonValueKind.Array && document.Items.Count > 0) document = document.Items[0];
            else if (Wrappings.Select(w => document[w]).FirstOrDefault(w => w?.Kind is JsonValueKind.Object or JsonValueKind.Array) is { } inner) document = inner;
            else break;
        }

        return new(document, null);
    }

    static SchemaNode? InputOf(SchemaNode document)
    {
        if (!document.IsObject) return null;
        var schemas = document["components"]?["schemas"] ?? document["definitions"] ?? document["$defs"];
        if (document["components"] is not null || document["paths"] is not null)
            return schemas?["Input"] ?? Posted(document) ?? Named(schemas);
        return IsSchema(document) ? document : null;
    }

    /// <summary>The body of the document's POST: at the path of its own endpoint, or the first there is.</summary>
    static SchemaNode? Posted(SchemaNode document)
    {
        var paths = document["paths"]?.Members ?? new Dictionary<string, SchemaNode>();
        var own = document["info"]?["x-fal-metadata"]?.TextOf("endpointId");
        var first = own is null ? null : paths.GetValueOrDefault("/" + own.Trim('/'));
        foreach (var path in first is null ? paths.Values : paths.Values.Prepend(first))
        {
            var content = path["post"]?["requestBody"]?["content"];
            if ((content?["application/json"] ?? content?.Members.Values.FirstOrDefault())?["schema"] is { } body) return body;
        }

        return null;
    }

    static SchemaNode? Named(SchemaNode? schemas) =>
        schemas?.Members.FirstOrDefault(s => s.Key.EndsWith("Input", StringComparison.OrdinalIgnoreCase)).Value
        ?? schemas?.Members.FirstOrDefault(s => s.Key.EndsWith("Request", StringComparison.OrdinalIgnoreCase)).Value;

    static bool IsSchema(SchemaNode node) =>
        node["properties"] is { IsObject: true } || node["required"] is { Kind: JsonValueKind.Array } || node.TextOf("$ref") is not null
        || (node["allOf"] ?? node["anyOf"] ?? node["oneOf"]) is { Kind: JsonValueKind.Array } || node.TextOf("type") == "object";
}
