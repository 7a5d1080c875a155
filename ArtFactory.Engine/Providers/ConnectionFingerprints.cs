using ArtFactory.Engine.Providers.Connections;

namespace ArtFactory.Engine.Providers;

/// <summary>Tells one address and key of a provider from another, so that it can be written down which ones a request went out with.</summary>
sealed class ConnectionFingerprints(ProviderConnections connections)
{
    /// <summary>Null when there is neither address nor key, or no such provider.</summary>
    public ValueTask<string?> OfAsync(string providerId, CancellationToken cancellationToken) => connections.FingerprintAsync(providerId, cancellationToken);
}
