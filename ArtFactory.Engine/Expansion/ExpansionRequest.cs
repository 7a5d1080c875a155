using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion;

/// <summary>One order as it was typed: all that decides what the expansion gives.</summary>
public sealed record ExpansionRequest
{
    public required string Prompt { get; init; }

    public string NegativePrompt { get; init; } = "";

    /// <summary>The values of the form as typed, before interpolation. The prompts are not among them.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The model's parameters. Null: nothing is resolved, every parameter interpolates, and values stay JSON numbers or strings.</summary>
    public ParameterSchema? Schema { get; init; }

    public ILookupSource Lookups { get; init; } = LookupTable.Empty;

    /// <summary>The seed of every random choice, unless the prompt says <c>meta:seed:N</c>.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most items of a batch that says nothing else.</summary>
    public int DefaultBatchCap { get; init; } = 100;

    /// <summary>The most items of the whole order.</summary>
    public int OrderCap { get; init; } = 1000;
}
