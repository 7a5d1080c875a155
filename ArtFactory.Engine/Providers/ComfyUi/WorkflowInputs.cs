using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>Lists what a workflow leaves to be set, and guesses which of it one wants to set and how it is called.</summary>
sealed class WorkflowInputs
{
    const int MostInputs = 2000;
    const int FarthestText = 12;

    /// <summary>Inputs that are a parameter of the same name wherever they appear.</summary>
    static readonly HashSet<string> Usual = new(StringComparer.Ordinal)
    {
        "steps", "cfg", "sampler_name", "scheduler", "denoise", "width", "height", "batch_size", "ckpt_name", "unet_name", "guidance", "length", "fps", "frame_rate", "seconds",
    };

    static readonly string[] TextInputs = ["text", "string", "prompt", "text_g", "text_l", "clip_l", "t5xxl", "value"];

    readonly WorkflowGraph _graph;
    readonly Dictionary<(string Node, string Input), string> _prompts = [];
    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    WorkflowInputs(WorkflowGraph graph) => _graph = graph;

    public static IReadOnlyList<WorkflowInput> Of(WorkflowGraph graph) => new WorkflowInputs(graph).Read();

    List<WorkflowInput> Read()
    {
        FindPrompts();
        var found = new List<(string Node, string Input, JsonElement Value, string? Guess)>();
        foreach (var id in _graph.Ids)
        {
            foreach (var (name, value) in _graph.InputsOf(id))
            {
                if (value is null || WorkflowGraph.IsLink(value) || value is JsonObject or JsonArray || found.Count == MostInputs) continue;
                found.Add((id, name, Element(value), GuessOf(id, name, value)));
            }
        }

        // Names are given to the guesses first, so that the likeliest has the plain one.
        var named = found.ToDictionary(f => (f.Node, f.Input), _ => "");
        foreach (var input in found.OrderBy(f => f.Guess is null)) named[(input.Node, input.Input)] = Unique(input.Guess ?? PlainName(input.Input), input.Node);
        return found.ConvertAll(f => new WorkflowInput(f.Node, f.Input, _graph.TitleOf(f.Node), _graph.ClassOf(f.Node), f.Value, named[(f.Node, f.Input)], f.Guess is not null));
    }

    /// <summary>From each sampler back along its links to the text it is made of.</summary>
    void FindPrompts()
    {
        foreach (var id in _graph.Ids)
        {
            // One conditioning alone (FLUX guides so) is the positive one.
            foreach (var (link, idea) in ((string, string)[])[("positive", "prompt"), ("conditioning", "prompt"), ("negative", "negative_prompt")])
            {
                if (_graph.SourceOf(id, link) is not { } source || (link == "conditioning" && !_graph.ClassOf(id).Contains("Guider", StringComparison.Ordinal))) continue;
                if (TextFrom(source, FarthestText, []) is { } text) _prompts.TryAdd(text, idea);
            }
        }

        // Without a sampler that says so, the first text node is the prompt.
        if (_prompts.Count > 0) return;
        foreach (var id in _graph.Ids.Where(i => _graph.ClassOf(i).Contains("TextEncode", StringComparison.Ordinal)))
        {
            if (TextFrom(id, 1, []) is not { } text) continue;
            _prompts[text] = "prompt";
            return;
        }
    }

    (string, string)? TextFrom(string id, int left, HashSet<string> seen)
    {
        if (left == 0 || !seen.Add(id)) return null;
        foreach (var name in TextInputs)
        {
            if (_graph.Input(id, name) is JsonValue value && value.GetValueKind() == JsonValueKind.String) return (id, name);
        }

        foreach (var (name, _) in _graph.InputsOf(id))
        {
            if (name is not ("clip" or "vae" or "model") && _graph.SourceOf(id, name) is { } source && TextFrom(source, left - 1, seen) is { } text) return text;
        }

        return null;
    }

    string? GuessOf(string id, string name, JsonNode value)
    {
        if (_prompts.TryGetValue((id, name), out var idea)) return idea;
        if (name is "seed" or "noise_seed" && value.GetValueKind() == JsonValueKind.Number) return "seed";
        if (Usual.Contains(name)) return name;
        return _graph.ClassOf(id) switch
        {
            "LoadImage" or "LoadImageMask" when name == "image" => _graph.ClassOf(id) == "LoadImageMask" ? "mask" : "image",
            "LoadAudio" when name == "audio" => "audio",
            _ => null,
        };
    }

    string Unique(string name, string node)
    {
        if (_names.Add(name)) return name;
        if (_names.Add($"{name}_{node}")) return $"{name}_{node}";
        for (var number = 2; ; number++)
        {
            if (_names.Add($"{name}_{node}_{number}")) return $"{name}_{node}_{number}";
        }
    }

    static string PlainName(string input)
    {
        var plain = string.Concat(input.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? char.ToLowerInvariant(c) : '_'));
        return plain.Length == 0 ? "input" : plain;
    }

    static JsonElement Element(JsonNode value) => JsonSerializer.SerializeToElement(value);
}
