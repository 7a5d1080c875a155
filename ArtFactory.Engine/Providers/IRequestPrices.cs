namespace ArtFactory.Engine.Providers;

/// <summary>A provider that says what one request would cost, without making anything.</summary>
public interface IRequestPrices
{
    /// <summary>US dollars; null when the provider does not say.</summary>
    /// <param name="request">As it would be sent, but for files: those are left out.</param>
    Task<decimal?> CostAsync(GenerationRequest request, CancellationToken cancellationToken = default);
}
