namespace ArtFactory.Engine.Providers.Connections;

/// <summary>What an adapter knows about the way to its provider.</summary>
/// <param name="Id">The id in the table of providers.</param>
/// <param name="Name">For a person.</param>
/// <param name="DefaultAddress">Where the provider is unless an operator says otherwise.</param>
sealed record ProviderProfile(string Id, string Name, Uri DefaultAddress)
{
    /// <summary>How the key is named in the <c>Authorization</c> header; null when the adapter sends it another way.</summary>
    public string? Scheme { get; init; } = "Bearer";

    /// <summary>The provider's own hosts: the only ones, beside the base address, that ever see the key.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
