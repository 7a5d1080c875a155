using System.Text.Json;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>Reads why ComfyUI does not take a graph, and names the parameter where it can.</summary>
static class ComfyFaults
{
    /// <summary>Null when the answer does not say.</summary>
    public static ProviderAnswer? Of(ProviderReply reply, WorkflowModel workflow)
    {
        var lines = new List<string>();
        if (reply.Json.At("node_errors") is { ValueKind: JsonValueKind.Object } nodes)
        {
            foreach (var node in nodes.EnumerateObject())
            {
                foreach (var fault in node.Value.At("errors").Elements()) lines.Add(Line(node.Name, node.Value.TextAt("class_type"), fault, workflow));
            }
        }

        if (lines.Count == 0 && reply.Json.At("error") is { ValueKind: JsonValueKind.Object } error)
            lines.Add(string.Join(": ", ((string?[])[error.TextAt("message"), error.TextAt("details")]).Where(t => !string.IsNullOrWhiteSpace(t))));
        return lines.Count == 0 || lines[0].Length == 0 ? null : new ProviderAnswer.Rejected(ProviderErrorClass.Validation, string.Join(" ", lines.Distinct(StringComparer.Ordinal).Take(8)));
    }

    static string Line(string node, string? classType, JsonElement fault, WorkflowModel workflow)
    {
        var input = fault.At("extra_info").TextAt("input_name");
        var parameter = workflow.Inputs.FirstOrDefault(i => i.NodeId == node && i.Input == input)?.Parameter;
        var place = parameter ?? $"{classType ?? "node"} ({node}{(input is null ? "" : "." + input)})";
        var details = fault.TextAt("details") is { Length: > 0 } more ? $" ({(more.Length > 300 ? more[..300] + "…" : more)})" : "";
        return $"{place}: {fault.TextAt("message") ?? "not accepted"}{details}.";
    }
}
