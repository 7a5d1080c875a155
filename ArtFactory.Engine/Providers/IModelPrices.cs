namespace ArtFactory.Engine.Providers;

/// <summary>A provider that tells what its models cost.</summary>
public interface IModelPrices
{
    /// <summary>The price of a model; unknown when the provider names none, or one in a unit that cannot be reckoned with.</summary>
    /// <exception cref="InvalidInputException">It cannot be had now; the message says why.</exception>
    Task<ModelPrice> PriceAsync(string modelId, CancellationToken cancellationToken = default);
}
