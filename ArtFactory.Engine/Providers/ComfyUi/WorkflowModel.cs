using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>A workflow with the inputs a person chose, as the model it becomes; its graph is kept with the model.</summary>
sealed record WorkflowModel(WorkflowGraph Graph, IReadOnlyList<WorkflowInput> Inputs)
{
    const string GraphMember = "workflow";
    const string PlacesMember = "places";

    /// <summary>What the model's row keeps beside what every model has.</summary>
    public ParameterSet Facts()
    {
        var places = new JsonObject();
        foreach (var input in Inputs) places[input.Parameter] = new JsonArray(input.NodeId, input.Input);
        return ParameterSet.Empty.With(GraphMember, JsonSerializer.SerializeToElement(Graph.ToJson())).With(PlacesMember, JsonSerializer.SerializeToElement(places));
    }

    /// <summary>The model as its row keeps it; null when that holds no workflow.</summary>
    public static WorkflowModel? Read(string? facts)
    {
        if (facts is null || ParameterSet.Parse(facts) is not { } kept || !kept.TryGetValue(GraphMember, out var graph) || !kept.TryGetValue(PlacesMember, out var places)) return null;
        var workflow = WorkflowGraph.Of(JsonNode.Parse(graph.GetRawText()));
        var inputs = new List<WorkflowInput>();
        foreach (var place in places.EnumerateObject())
        {
            var (node, input) = (place.Value[0].ToString(), place.Value[1].ToString());
            if (!workflow.Has(node)) continue;
            inputs.Add(new(node, input, workflow.TitleOf(node), workflow.ClassOf(node),
                workflow.Input(node, input) is { } value ? JsonSerializer.SerializeToElement(value) : default, place.Name, true));
        }

        return new(workflow, inputs);
    }

    /// <summary>The form: what the workflow has is the default, what ComfyUI tells is the range.</summary>
    public ParameterSchema Schema(ObjectInfo info) => FormLayout.Of([.. Inputs.Select((input, at) => new FieldDraft(SpecOf(input, info), at, at))]);

    /// <summary>The graph with the parameters in it; what is not given stays as the workflow has it.</summary>
    public JsonObject Fill(ParameterSet parameters, IReadOnlyDictionary<string, string> uploads)
    {
        var graph = Graph.Copy();
        foreach (var input in Inputs)
        {
            if (uploads.TryGetValue(input.Parameter, out var file)) graph.Set(input.NodeId, input.Input, file);
            else if (parameters.TryGetValue(input.Parameter, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                graph.Set(input.NodeId, input.Input, JsonNode.Parse(value.GetRawText()));
        }

        return graph.ToJson();
    }

    static ParameterSpec SpecOf(WorkflowInput input, ObjectInfo info)
    {
        var told = info.Describe(input.ClassType, input.Input);
        var spec = (told ?? Inferred(input)) with { Name = input.Parameter, Title = TitleOf(input) };
        if (IsFile(input)) return spec with { Type = ParameterType.Media, Options = [], Help = "Uploaded to ComfyUI; empty: the file the workflow names." };
        // A seed is drawn for each item; the one the workflow happens to hold is not meant.
        if (spec.Type == ParameterType.Integer && input.Parameter.StartsWith("seed", StringComparison.Ordinal))
            return spec with { Nullable = true, Default = null, Minimum = spec.Minimum ?? 0, Maximum = spec.Maximum ?? ulong.MaxValue };
        return spec.Type == ParameterType.Choice && !spec.Options.Any(o => o.Value == input.Value.ToString())
            ? spec with { Other = OtherValues.Text, Default = input.Value }
            : spec with { Default = input.Value };
    }

    static ParameterSpec Inferred(WorkflowInput input) => new()
    {
        Name = input.Parameter,
        Type = input.Value.ValueKind switch
        {
            JsonValueKind.Number when IsWhole(input.Value) && input.Parameter is not ("cfg" or "denoise" or "guidance") => ParameterType.Integer,
            JsonValueKind.Number => ParameterType.Number,
            JsonValueKind.True or JsonValueKind.False => ParameterType.Boolean,
            _ => ParameterType.Text,
        },
    };

    static bool IsWhole(JsonElement value) => !value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
        && decimal.TryParse(value.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    static bool IsFile(WorkflowInput input) => input.ClassType is "LoadImage" or "LoadImageMask" or "LoadAudio" or "LoadVideo" && input.Input is "image" or "audio" or "video" or "file";

    /// <summary>Where several nodes have such an input, the node says which is meant.</summary>
    static string? TitleOf(WorkflowInput input) => input.Parameter.EndsWith("_" + input.NodeId, StringComparison.Ordinal) ? $"{input.Title}: {input.Input}" : null;
}
