namespace ArtFactory.Imaging.Studio;

/// <summary>The request cannot be drawn as asked; the message says what to change.</summary>
internal sealed class StudioException : Exception
{
    public StudioException() { }

    public StudioException(string message) : base(message) { }

    public StudioException(string message, Exception inner) : base(message, inner) { }
}
