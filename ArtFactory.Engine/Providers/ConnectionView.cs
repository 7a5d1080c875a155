namespace ArtFactory.Engine.Providers;

/// <summary>Where a provider's key comes from.</summary>
public enum KeySource
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The configuration: a settings file or the environment. It wins over a stored one.</summary>
    Configuration,

    /// <summary>The database, sealed.</summary>
    Stored,

    /// <summary>One is stored, but the key ring that sealed it is gone: it has to be entered again.</summary>
    Unreadable,
}

/// <summary>A provider's connection as Admin and the shell show it; never the key itself.</summary>
/// <param name="BaseAddress">Where it is asked; null leaves it to the adapter.</param>
/// <param name="IsAddressConfigured">Whether the configuration says the address, so that changing it here has no effect.</param>
/// <param name="Key">Where the key comes from.</param>
/// <param name="KeyHint">The key's last four characters; null without a key.</param>
public sealed record ConnectionView(string ProviderId, Uri? BaseAddress, bool IsAddressConfigured, KeySource Key, string? KeyHint)
{
    public bool HasKey => Key is KeySource.Configuration or KeySource.Stored;

    /// <summary>What a person should do about the key; null when nothing.</summary>
    public string? KeyAdvice => Key switch
    {
        KeySource.None => "Enter an API key.",
        KeySource.Unreadable => "The key cannot be read any more, because the key ring that sealed it is gone. Enter the key again.",
        _ => null,
    };
}
