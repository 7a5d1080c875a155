using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Engine.Media;

/// <summary>The imaging process did not do what it was asked; the message is fit for a person.</summary>
public sealed class ImagingException : Exception
{
    public ImagingException(ImagingFailure kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    public ImagingFailure Kind { get; }

    /// <summary>Whether the same request may succeed later: the process, and not the file, was at fault.</summary>
    public bool IsTransient => Kind is ImagingFailure.WorkerDied or ImagingFailure.Unavailable;
}
