using System.Text.Json;
using System.Text.Json.Nodes;
using ArtFactory.Data;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Engine.Providers.ComfyUi;

/// <summary>Finds the graph of a model: the workflow it was made of, the one in the order's own parameter, or a plain one.</summary>
sealed class ComfyWorkflows(IDbContextFactory<FactoryContext> contexts)
{
    const string Parameter = "workflow";
    const string Checkpoint = "ckpt_name";

    /// <summary>Text to picture with one checkpoint, for those who have no workflow yet.</summary>
    const string Plain = """
        {
          "3": {"class_type": "KSampler", "inputs": {"seed": 0, "steps": 20, "cfg": 8, "sampler_name": "euler", "scheduler": "normal", "denoise": 1,
                "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
          "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": ""}},
          "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 1024, "height": 1024, "batch_size": 1}},
          "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["4", 1]}},
          "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "", "clip": ["4", 1]}},
          "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
          "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "artfactory", "images": ["8", 0]}}
        }
        """;

    /// <exception cref="InvalidInputException">There is no graph, or it is none.</exception>
    public async Task<WorkflowModel> OfAsync(GenerationRequest request, ComfyAdapter comfy, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.Model, cancellationToken) is { } kept) return kept;
        var graph = request.Parameters.TryGetValue(Parameter, out var own) && own.ValueKind is JsonValueKind.Object or JsonValueKind.String
            ? WorkflowGraph.Parse(own.ValueKind == JsonValueKind.String ? own.GetString()! : own.GetRawText())
            : await PlainAsync(request, comfy, cancellationToken);
        return new(graph, [.. WorkflowInputs.Of(graph).Where(i => i.IsGuessed)]);
    }

    static async Task<WorkflowGraph> PlainAsync(GenerationRequest request, ComfyAdapter comfy, CancellationToken cancellationToken)
    {
        var graph = WorkflowGraph.Parse(Plain);
        if (request.Parameters.Text(Checkpoint) is { Length: > 0 }) return graph;
        var installed = (await comfy.NodesAsync(cancellationToken)).Choices("CheckpointLoaderSimple", Checkpoint);
        if (installed.Count == 0) throw new InvalidInputException(Checkpoint, "ComfyUI names no checkpoint that is installed. Put one into its models/checkpoints folder, or name one.");
        graph.Set("4", Checkpoint, JsonValue.Create(installed[0]));
        return graph;
    }

    /// <summary>The workflow a model was made of; null if it was made of none.</summary>
    public async Task<WorkflowModel?> FindAsync(string modelId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var facts = await context.Models.Where(m => m.ProviderId == ComfyAdapter.Id && m.ModelId == modelId).Select(m => m.Capabilities).SingleOrDefaultAsync(cancellationToken);
        return WorkflowModel.Read(facts);
    }
}
