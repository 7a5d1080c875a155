namespace ArtFactory.Engine.Providers;

/// <summary>A provider's own search for models.</summary>
public interface IModelSearch
{
    /// <summary>The provider.</summary>
    string ProviderId { get; }

    /// <summary>The likeliest first.</summary>
    /// <exception cref="InvalidInputException">The provider does not answer; the message says why.</exception>
    Task<IReadOnlyList<ModelHit>> SearchAsync(string text, CancellationToken cancellationToken = default);
}
