using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>A provider that publishes a document about each of its models, from which a parameter form can be made.</summary>
public interface IModelDocuments
{
    /// <summary>The document as the provider gives it; null when it knows no such model.</summary>
    /// <exception cref="InvalidInputException">It cannot be had now; the message says why.</exception>
    Task<JsonElement?> DocumentAsync(string modelId, CancellationToken cancellationToken = default);
}
