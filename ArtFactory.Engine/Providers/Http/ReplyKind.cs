namespace ArtFactory.Engine.Providers.Http;

/// <summary>How an exchange ended.</summary>
enum ReplyKind
{
    /// <summary>The provider answered, with whatever status.</summary>
    Answered,

    /// <summary>The request certainly never reached the provider: no name, no connection, no handshake.</summary>
    NeverSent,

    /// <summary>It was on its way, and what became of it is not known.</summary>
    Interrupted,
}
