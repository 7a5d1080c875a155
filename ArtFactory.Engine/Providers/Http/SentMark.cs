using System.Net;

namespace ArtFactory.Engine.Providers.Http;

/// <summary>
/// A body that remembers whether a byte of it was ever on its way. As long as none was, no server can have accepted the request,
/// whatever became of the connection.
/// </summary>
sealed class SentMark : HttpContent
{
    readonly HttpContent _inner;

    public SentMark(HttpContent inner)
    {
        _inner = inner;
        foreach (var (name, values) in inner.Headers) Headers.TryAddWithoutValidation(name, values);
    }

    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasSent = true;
        return _inner.CopyToAsync(stream, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
