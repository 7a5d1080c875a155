namespace ArtFactory.Engine.Providers;

/// <summary>Tells whoever follows a request that there is news of it, so that it is asked about at once.</summary>
public sealed class RequestNews
{
    /// <summary>The provider, and the provider's own id of the request.</summary>
    public event Action<string, string>? Arrived;

    internal void Tell(string providerId, string requestId) => Arrived?.Invoke(providerId, requestId);
}
