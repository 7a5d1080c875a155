namespace ArtFactory.Engine.Providers;

/// <summary>The adapters of this program, by provider.</summary>
public sealed class AdapterShelf(IEnumerable<IProviderAdapter> adapters)
{
    readonly Dictionary<string, IProviderAdapter> _adapters = adapters.ToDictionary(a => a.ProviderId, StringComparer.Ordinal);

    /// <summary>The adapter of that provider; null if this program has none.</summary>
    public IProviderAdapter? Find(string providerId) => _adapters.GetValueOrDefault(providerId);

    public IReadOnlyCollection<IProviderAdapter> All => _adapters.Values;
}
