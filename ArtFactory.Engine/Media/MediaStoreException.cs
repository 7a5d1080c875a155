namespace ArtFactory.Engine.Media;

/// <summary>The store refused; the message says what to do and is fit for a person.</summary>
public sealed class MediaStoreException : Exception
{
    public MediaStoreException(MediaStoreFailure kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    public MediaStoreFailure Kind { get; }

    /// <summary>The place itself is away: no file is at fault, and work waits until it is back.</summary>
    public bool IsAway => Kind == MediaStoreFailure.NotMounted;
}
