namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Section <c>Providers</c> of the settings, by provider.</summary>
sealed class ProvidersOptions() : Dictionary<string, ProviderSettings>(StringComparer.OrdinalIgnoreCase)
{
    public const string Section = "Providers";

    /// <summary>What is said about a provider; nothing, if it is not named.</summary>
    public ProviderSettings Of(string providerId) => TryGetValue(providerId, out var settings) && settings is not null ? settings : new();
}
