using ArtFactory.Data;

namespace ArtFactory.Engine.Providers.Models;

/// <summary>A model before it is a row.</summary>
sealed record ModelDraft(string ModelId, string Name, string Modality, ParameterSchema Schema)
{
    public string? Family { get; init; }
    public string? Version { get; init; }

    /// <summary>What the row keeps beside (<c>models.capabilities</c>), the description among it.</summary>
    public ParameterSet Facts { get; init; } = ParameterSet.Empty;

    /// <summary>Null leaves the price of a known model as it is; a new one's is then unknown.</summary>
    public ModelPrice? Price { get; init; }
}
