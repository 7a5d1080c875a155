using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>A workflow as ComfyUI exports it for its API: nodes by id, each with a class and inputs that are values or links.</summary>
sealed class WorkflowGraph
{
    const int MostNodes = 5000;

    readonly JsonObject _nodes;

    WorkflowGraph(JsonObject nodes) => _nodes = nodes;

    /// <summary>Reads the exported text.</summary>
    /// <exception cref="InvalidInputException">It is no such export; the message says what to do.</exception>
    public static WorkflowGraph Parse(string json)
    {
        try
        {
            return Of(JsonNode.Parse(json));
        }
        catch (JsonException e)
        {
            throw new InvalidInputException("workflow", $"The workflow is not JSON: {e.Message}");
        }
    }

    /// <exception cref="InvalidInputException">It is no such export.</exception>
    public static WorkflowGraph Of(JsonNode? json)
    {
        if (json is not JsonObject graph) throw Wrong("A workflow is a JSON object of nodes.");
        // As it is sent to /prompt, too.
        if (graph["prompt"] is JsonObject sent && !IsNode(graph["prompt"])) graph = sent;
        if (graph["nodes"] is JsonArray) throw Wrong("This is the file that ComfyUI saves for itself. Choose Workflow, Export (API) there, and take that file.");
        if (graph.Count == 0) throw Wrong("The workflow has no nodes.");
        if (graph.Count > MostNodes) throw Wrong($"The workflow has {graph.Count} nodes; {MostNodes} are the most that are taken.");
        foreach (var (id, node) in graph)
        {
            if (!IsNode(node)) throw Wrong($"'{Cut(id)}' is no node: each has a class_type and inputs. In ComfyUI choose Workflow, Export (API), and take that file.");
        }

        return new(graph);
    }

    public IEnumerable<string> Ids => _nodes.Select(n => n.Key);

    public bool Has(string id) => _nodes.ContainsKey(id);

    public string ClassOf(string id) => _nodes[id]!["class_type"]!.ToString();

    /// <summary>The name a person gave the node; its class when it has none.</summary>
    public string TitleOf(string id) => _nodes[id]!["_meta"] is JsonObject meta && meta["title"] is JsonValue title && title.ToString() is { Length: > 0 } text ? text : ClassOf(id);

    /// <summary>Inputs by name; a link among them is <c>[node, slot]</c>.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> InputsOf(string id) => _nodes[id]!["inputs"]!.AsObject();

    public JsonNode? Input(string id, string name) => _nodes[id]?["inputs"]?[name];

    /// <summary>The node a link comes from; null when the input is a value.</summary>
    public string? SourceOf(string id, string name) => SourceIn(Input(id, name)) is { } source && _nodes.ContainsKey(source) ? source : null;

    public static bool IsLink(JsonNode? value) => SourceIn(value) is not null;

    /// <summary>A copy whose inputs can be set.</summary>
    public WorkflowGraph Copy() => new(_nodes.DeepClone().AsObject());

    public void Set(string id, string name, JsonNode? value)
    {
        if (_nodes[id]?["inputs"] is JsonObject inputs) inputs[name] = value;
    }

    public JsonObject ToJson() => _nodes.DeepClone().AsObject();

    static string? SourceIn(JsonNode? value) =>
        value is JsonArray { Count: 2 } link && link[0] is JsonValue source && link[1] is JsonValue slot && slot.GetValueKind() == JsonValueKind.Number ? source.ToString() : null;

    static bool IsNode(JsonNode? node) => node is JsonObject o && o["class_type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && o["inputs"] is JsonObject;

    static InvalidInputException Wrong(string message) => new("workflow", message);

    static string Cut(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
