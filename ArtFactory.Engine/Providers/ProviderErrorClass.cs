namespace ArtFactory.Engine.Providers;

/// <summary>Classes of what a provider refuses, by what is done about them; stored in snake_case as the item's error code.</summary>
public enum ProviderErrorClass
{
    /// <summary>May pass by itself: tried again with growing pauses, up to the item's limit.</summary>
    Transient,

    /// <summary>Too many requests: the whole provider pauses; does not count as a retry.</summary>
    RateLimited,

    /// <summary>The parameters do not fit; not tried again.</summary>
    Validation,

    /// <summary>No credit; the provider pauses until a person resumes, and the item is not tried again.</summary>
    Payment,

    /// <summary>The content was refused; not tried again.</summary>
    Moderation,

    /// <summary>The key is missing or wrong; not tried again.</summary>
    Authentication,

    /// <summary>The request was accepted once and is gone at the provider; not tried again by itself, as it may have been charged.</summary>
    Lost,
}
