using ArtFactory.Data;

namespace ArtFactory.Engine.Providers;

/// <summary>One attempt, as an adapter sends it.</summary>
public sealed record GenerationRequest
{
    /// <summary>The attempt's id: where a provider takes an idempotency key or an id of the caller's, it is this one.</summary>
    public required Guid AttemptId { get; init; }

    public required Guid ItemId { get; init; }

    /// <summary>The provider's own name of the model.</summary>
    public required string Model { get; init; }

    /// <summary><c>text-to-image</c>, <c>image-to-image</c>, ...</summary>
    public string? Modality { get; init; }

    /// <summary>The version of the model the catalogue names, where the provider has versions.</summary>
    public string? Version { get; init; }

    /// <summary>All that is sent, <c>prompt</c> and <c>negative_prompt</c> included.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>Parameter name to the absolute path of the file a media parameter refers to.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();
}
