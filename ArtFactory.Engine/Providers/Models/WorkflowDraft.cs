using ArtFactory.Engine.Providers.ComfyUi;

namespace ArtFactory.Engine.Providers.Models;

/// <summary>Makes a model of a workflow and what a person ticked in it.</summary>
static class WorkflowDraft
{
    const int LongestName = 100;

    public static ModelDraft Of(string name, WorkflowGraph graph, IReadOnlyDictionary<string, string> picks, ObjectInfo nodes)
    {
        var id = IdOf(name);
        var all = WorkflowInputs.Of(graph);
        var inputs = picks.Count == 0 ? [.. all.Where(i => i.IsGuessed)] : Picked(all, picks);
        if (inputs.Count == 0) throw new InvalidInputException("inputs", "Nothing in the workflow was recognised as a parameter. Name the inputs to set, as NODE.INPUT.");
        var workflow = new WorkflowModel(graph, inputs);
        var schema = workflow.Schema(nodes);
        var batch = schema.Find("batch_size") is { Type: ParameterType.Integer, Maximum: var most } spec ? (spec.Name, Most: most) : default;
        var modality = ModalityOf(graph, schema);
        var facts = DocumentDraft.FactsOf(new(schema, [], batch.Name, batch.Most is >= 1 and <= 4096 ? (int)batch.Most : null), modality, $"A workflow of {graph.Ids.Count()} nodes.");
        foreach (var (member, value) in workflow.Facts()) facts = facts.With(member, value);
        return new(id, name.Trim(), modality, schema) { Family = "workflow", Facts = facts, Price = new(0, "output") };
    }

    static List<WorkflowInput> Picked(IReadOnlyList<WorkflowInput> all, IReadOnlyDictionary<string, string> picks)
    {
        var byPlace = all.ToDictionary(i => i.Place, StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var picked = new List<WorkflowInput>();
        foreach (var (place, wanted) in picks)
        {
            if (!byPlace.TryGetValue(place, out var input)) throw new InvalidInputException("inputs", $"The workflow has no input {place} with a value of its own.");
            var name = string.IsNullOrWhiteSpace(wanted) ? input.Parameter : wanted.Trim();
            if (name.Length > 100 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_')) throw new InvalidInputException("inputs", $"'{name}' cannot be a parameter's name; take letters, digits and underscores.");
            if (!names.Add(name)) throw new InvalidInputException("inputs", $"Two inputs are called {name}; give each a name of its own.");
            picked.Add(input with { Parameter = name });
        }

        // In the order of the workflow, whatever order they were ticked in.
        return [.. all.Select(i => picked.Find(p => p.Place == i.Place)).OfType<WorkflowInput>()];
    }

    static string IdOf(string name)
    {
        var id = string.Join('-', string.Concat(name.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return id.Length is > 0 and <= LongestName ? id : throw new InvalidInputException("name", $"Give the model a name with letters or digits, of at most {LongestName}.");
    }

    static string ModalityOf(WorkflowGraph graph, ParameterSchema schema)
    {
        var classes = graph.Ids.Select(graph.ClassOf).ToList();
        var output = classes.Exists(c => c.Contains("SaveVideo", StringComparison.Ordinal) || c.Contains("VideoCombine", StringComparison.Ordinal) || c.Contains("SaveWEBM", StringComparison.Ordinal) || c.Contains("SaveAnimated", StringComparison.Ordinal)) ? "video"
            : classes.Exists(c => c.Contains("SaveAudio", StringComparison.Ordinal)) ? "audio" : "image";
        return schema.Parameters.Any(p => p.Type == ParameterType.Media) ? $"image-to-{output}" : $"text-to-{output}";
    }
}
