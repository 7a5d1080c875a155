namespace ArtFactory.Engine.Providers;

/// <summary>A provider as pickers and Admin show it; never the key itself.</summary>
public sealed record ProviderView(
    string Id, string Name, string? ApiBaseUrl, bool IsEnabled, bool NeedsKey, bool HasKey, int? RateLimitRequests, int? ConcurrentLimit, int Models, bool CanRun)
{
    /// <summary>The configuration that says whether it is used, such as <c>Providers:openai:Enabled</c>, and wins over what is chosen here; null for none.</summary>
    public string? EnabledBy { get; init; }

    /// <summary>What it is, in a sentence for a person; null when nobody wrote one.</summary>
    public string? Description { get; init; }

    /// <summary>When its key, address or limits last changed (UTC); null when that is not known.</summary>
    public DateTime? ChangedAt { get; init; }
}

/// <summary>A model with its parsed schema and price.</summary>
public sealed record ModelView(
    Guid Id, string ProviderId, string ProviderName, string ModelId, string Name, string? Description, string? Family, string Modality, string? Version,
    bool IsAvailable, bool CanRun, ParameterSchema Schema, ModelPrice Price)
{
    /// <summary>Why it cannot run, and what to do; null when it can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>When its form, version or price last changed (UTC); null when that is not known.</summary>
    public DateTime? ChangedAt { get; init; }
}

/// <summary>Providers and models, cached until one changes.</summary>
public interface IProviderCatalog
{
    Task<IReadOnlyList<ProviderView>> ProvidersAsync(CancellationToken cancellationToken = default);

    /// <summary>Models of one provider, or all; those that can run first, then by provider, modality and name.</summary>
    Task<IReadOnlyList<ModelView>> ModelsAsync(string? providerId = null, CancellationToken cancellationToken = default);
    Task<ModelView?> FindAsync(string providerId, string modelId, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidInputException">A limit is not positive.</exception>
    Task EditProviderAsync(string id, bool isEnabled, int? rateLimitRequests, int? concurrentLimit, CancellationToken cancellationToken = default);
    Task SetModelAvailableAsync(Guid id, bool isAvailable, CancellationToken cancellationToken = default);
    Task SetModelPriceAsync(Guid id, ModelPrice price, CancellationToken cancellationToken = default);
}
