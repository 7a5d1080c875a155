namespace ArtFactory.Engine.Providers;

/// <summary>
/// Addresses and keys of providers. The configuration (<c>Providers:ID:BaseUrl</c>, <c>Providers:ID:ApiKey</c>) wins over what is
/// stored; a stored key is sealed, and only its last four characters ever come out again.
/// </summary>
public interface IProviderConnections
{
    /// <exception cref="InvalidInputException">There is no such provider.</exception>
    Task<ConnectionView> DescribeAsync(string providerId, CancellationToken cancellationToken = default);

    /// <summary>Seals and stores a key; it replaces the one before.</summary>
    /// <exception cref="InvalidInputException">There is no such provider, or this is no key.</exception>
    Task SetKeyAsync(string providerId, string key, CancellationToken cancellationToken = default);

    /// <summary>Forgets the stored key.</summary>
    /// <exception cref="InvalidInputException">There is no such provider.</exception>
    Task ClearKeyAsync(string providerId, CancellationToken cancellationToken = default);

    /// <summary>Stores the address; null for the adapter's own.</summary>
    /// <exception cref="InvalidInputException">There is no such provider, or this is no address.</exception>
    Task SetAddressAsync(string providerId, string? address, CancellationToken cancellationToken = default);
}
