namespace ArtFactory.Engine.Providers;

/// <summary>A model that was added or refreshed.</summary>
/// <param name="Model">As it now is.</param>
/// <param name="IsNew">False when it was there already.</param>
/// <param name="Warnings">What of its schema could not be read as the provider meant it, and what is still missing.</param>
public sealed record ModelNews(ModelView Model, bool IsNew, IReadOnlyList<string> Warnings);

/// <summary>A model that a search at the provider found.</summary>
public sealed record ModelHit(string ModelId, string Name, string? Description, string? Modality);

/// <summary>Brings models in from their providers, and up to date.</summary>
public interface IModelShelf
{
    /// <summary>Adds the model that a pasted id or address names; one that is there already is refreshed.</summary>
    /// <param name="providerId">Whose model it is.</param>
    /// <param name="pasted"><c>owner/name</c>, <c>owner/name:version</c>, an address of the provider's site, or an endpoint's id.</param>
    /// <param name="price">What it costs, where the provider does not tell; null to leave it as it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidInputException">There is no such model, or the provider does not answer; the message says what to do.</exception>
    Task<ModelNews> AddAsync(string providerId, string pasted, ModelPrice? price = null, CancellationToken cancellationToken = default);

    /// <summary>Asks the provider anew for the model's schema, version and price.</summary>
    /// <exception cref="InvalidInputException">There is no such model, or the provider does not tell.</exception>
    Task<ModelNews> RefreshAsync(string providerId, string modelId, CancellationToken cancellationToken = default);

    /// <summary>Models of the provider that fit some words; null where the provider has no search.</summary>
    /// <exception cref="InvalidInputException">The provider does not answer.</exception>
    Task<IReadOnlyList<ModelHit>?> SearchAsync(string providerId, string text, CancellationToken cancellationToken = default);

    /// <summary>Whether <see cref="SearchAsync"/> has somewhere to search.</summary>
    bool CanSearch(string providerId);
}
