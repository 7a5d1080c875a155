namespace ArtFactory.Engine.Providers;

/// <summary>An output cannot be fetched; the message is fit for a person.</summary>
public sealed class ProviderFetchException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether trying again may help; an expired or deleted output is gone for good.</summary>
    public bool IsTransient { get; } = isTransient;
}
