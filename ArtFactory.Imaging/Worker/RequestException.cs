using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Imaging.Worker;

/// <summary>The request cannot be done; the message is fit for a person, who does not see paths of this machine in it.</summary>
internal sealed class RequestException : Exception
{
    public RequestException(ImagingFailure kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    public ImagingFailure Kind { get; }
}
