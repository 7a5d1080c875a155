namespace ArtFactory.Engine.Providers.Connections;

/// <summary>Where one provider is, and the key that opens it. It is never written anywhere.</summary>
sealed class ProviderConnection(ProviderProfile profile, Uri baseAddress, string? key)
{
    public ProviderProfile Profile { get; } = profile;
    public Uri BaseAddress { get; } = baseAddress;
    public string? Key { get; } = key;

    /// <summary>Whether the address is the provider's own, and not one an operator put in its place.</summary>
    public bool IsOfficial => IsOfficialHost(BaseAddress);

    /// <summary>An engine on this machine, from which files may come over plain http; null for anything else.</summary>
    public Uri? LoopbackOrigin => BaseAddress.IsLoopback ? new(BaseAddress.GetLeftPart(UriPartial.Authority)) : null;

    /// <summary>
    /// An address relative to the base, or one that is complete already. What stands in the provider's place answers for the
    /// provider's own addresses too: their paths are asked there.
    /// </summary>
    public Uri Resolve(string address)
    {
        if (!address.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) return Below(address);
        var complete = new Uri(address);
        if (IsOfficial || !IsOfficialHost(complete)) return complete;
        var root = Profile.DefaultAddress.AbsolutePath.TrimEnd('/');
        var path = complete.PathAndQuery;
        return Below(path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..] : path);
    }

    /// <summary>One of the provider's other services: at its own host, or beside the base address when something stands in its place.</summary>
    public string Service(string officialAddress) => IsOfficial ? officialAddress : Resolve(officialAddress).AbsoluteUri;

    /// <summary>
    /// Whether the key may go there: to the very origin of the base address, and among the provider's official hosts when the base
    /// address is one of them.
    /// </summary>
    public bool Owns(Uri address) => SameOrigin(address, BaseAddress) || (IsOfficial && IsOfficialHost(address));

    /// <summary>Whether an address that was named in an answer is one that would be asked.</summary>
    public bool WouldAsk(string address)
    {
        try
        {
            return Owns(Resolve(address));
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    public override string ToString() => $"{Profile.Id} at {BaseAddress}";

    Uri Below(string path) => new($"{BaseAddress.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}");

    bool IsOfficialHost(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && Profile.Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase);

    static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);
}
