using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>Reads what ComfyUI keeps of a request that has ended.</summary>
static class ComfyHistory
{
    const int MostLookedThrough = 500;

    public static ProviderAnswer Read(JsonElement entry, string id, ProviderConnection connection)
    {
        var status = entry.At("status");
        if (status.TextAt("status_str") == "error") return Fault(status);
        if (status.FlagAt("completed") == false && !entry.At("outputs").EnumerateObjectOrNone().Any()) return new ProviderAnswer.Accepted(id);
        var files = Files(entry.At("outputs")).ToList();
        var kept = files.Where(f => f.File.TextAt("type") != "temp").ToList();

        // A workflow may only show what it makes, and save nothing.
        if (kept.Count == 0) kept = files;
        var outputs = kept.Select(f => OutputOf(f.Node, f.File, connection)).OfType<ProviderOutput>().ToList();
        return outputs.Count > 0
            ? new ProviderAnswer.Completed(outputs, Cost: 0, RequestId: id)
            : new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "The workflow ended without a file. Add a node that saves its result, such as Save Image, and bring it in again.");
    }

    /// <summary>The id of an attempt in the history; empty when it is not there, null when ComfyUI does not answer.</summary>
    public static async Task<string?> FindAsync(ProviderHttp http, string attempt, CancellationToken cancellationToken)
    {
        var own = await http.SendAsync(ProviderCall.Get($"history/{attempt}"), cancellationToken);
        if (!own.IsObject) return null;
        if (own.Json.At(attempt).ValueKind == JsonValueKind.Object) return attempt;

        // A server that chose its own id kept what we put beside the graph.
        var all = await http.SendAsync(ProviderCall.Get($"history?max_items={MostLookedThrough}") with { MostBytes = 256L << 20 }, cancellationToken);
        if (!all.IsObject) return null;
        foreach (var entry in all.Json.EnumerateObject())
        {
            if (ComfyQueue.IdOf(entry.Value.At("prompt"), attempt, attempt) is { } id) return id;
        }

        return "";
    }

    static ProviderAnswer.Rejected Fault(JsonElement status)
    {
        foreach (var message in status.At("messages").Elements())
        {
            if (message.ValueKind != JsonValueKind.Array || message.GetArrayLength() < 2 || message[0].ValueKind != JsonValueKind.String) continue;
            var data = message[1];
            switch (message[0].GetString())
            {
                case "execution_interrupted":
                    return new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "It was interrupted at ComfyUI. Retry the item to make it anew.");
                case "execution_error":
                    var said = $"{data.TextAt("node_type") ?? "A node"} failed: {data.TextAt("exception_message")?.Trim() ?? "ComfyUI does not say why."}";
                    var isMemory = (data.TextAt("exception_type") ?? "").Contains("OutOfMemory", StringComparison.OrdinalIgnoreCase) || said.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
                    return isMemory
                        ? new ProviderAnswer.Rejected(ProviderErrorClass.Transient, $"ComfyUI ran out of memory; a smaller size or batch needs less. {said}")
                        : new ProviderAnswer.Rejected(ProviderErrorClass.Validation, said);
            }
        }

        return new ProviderAnswer.Rejected(ProviderErrorClass.Validation, "The workflow failed, and ComfyUI does not say why.");
    }

    /// <summary>Any list whose elements have a file name: pictures, clips, sounds.</summary>
    static IEnumerable<(string Node, JsonElement File)> Files(JsonElement outputs) =>
        from node in outputs.EnumerateObjectOrNone()
        from member in node.Value.EnumerateObjectOrNone()
        from file in member.Value.Elements()
        where file.TextAt("filename") is { Length: > 0 }
        select (node.Name, file);

    static ProviderOutput? OutputOf(string node, JsonElement file, ProviderConnection connection)
    {
        var name = file.TextAt("filename")!;
        var query = $"view?filename={Uri.EscapeDataString(name)}&subfolder={Uri.EscapeDataString(file.TextAt("subfolder") ?? "")}&type={Uri.EscapeDataString(file.TextAt("type") ?? "output")}";
        var type = FileTypes.MimeType(Path.GetExtension(name));
        return new()
        {
            Address = connection.Resolve(query),
            MimeType = type == "application/octet-stream" ? null : type,
            Metadata = ParameterSet.Empty.With("comfyui_node", node).With("comfyui_file", name),
        };
    }

    static JsonElement.ObjectEnumerator EnumerateObjectOrNone(this JsonElement json) => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : default;
}
