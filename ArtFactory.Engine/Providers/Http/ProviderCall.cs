namespace ArtFactory.Engine.Providers.Http;

/// <summary>One exchange with a provider. It is made once: nothing here ever repeats it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Address">Relative to the base address, or complete; a complete one must lie on a host of the provider.</param>
sealed record ProviderCall(HttpMethod Method, string Address)
{
    /// <summary>The body, made when it is sent; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>How long the whole exchange may take, the answer's body included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read.</summary>
    public long MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Whether the key goes along.</summary>
    public bool WithKey { get; init; } = true;

    public static ProviderCall Get(string address) => new(HttpMethod.Get, address);

    /// <summary>A POST of JSON text, with every number as it is written.</summary>
    public static ProviderCall Post(string address, string json) => new(HttpMethod.Post, address) { Content = () => JsonText.Content(json) };

    /// <summary>A PUT of JSON text.</summary>
    public static ProviderCall Put(string address, string json) => new(HttpMethod.Put, address) { Content = () => JsonText.Content(json) };

    /// <summary>Where it goes, without what may be secret in a query.</summary>
    public override string ToString() => $"{Method} {Address.Split('?')[0]}";
}
