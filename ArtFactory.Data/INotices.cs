namespace ArtFactory.Data;

/// <summary>Short texts from any process that uses the database to all of them, as far as the engine carries them.</summary>
public interface INotices
{
    /// <summary>Whether others hear what is sent; where not, nothing need be sent.</summary>
    bool ReachOthers { get; }

    /// <summary>The longest text, in bytes of UTF-8.</summary>
    int MostBytes { get; }

    Task SendAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>
    /// Calls back for each text, one's own included, until cancelled or the connection breaks; <paramref name="onListening"/> first,
    /// from which moment none is missed.
    /// </summary>
    Task ListenAsync(Action onListening, Action<string> onText, CancellationToken cancellationToken = default);
}
