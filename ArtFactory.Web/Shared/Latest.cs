namespace ArtFactory.Web.Shared;

/// <summary>Work of which only the newest counts: each turn cancels the one before.</summary>
public sealed class Latest : IDisposable
{
    CancellationTokenSource? _turn;

    /// <summary>Begins a turn; its token is cancelled when the next begins, or when this is disposed.</summary>
    /// <remarks>Nothing is awaited in between: of two calls in a row, both would believe that they overtook the same third.</remarks>
    public CancellationToken Next()
    {
        Dispose();
        return (_turn = new CancellationTokenSource()).Token;
    }

    public void Dispose()
    {
        _turn?.Cancel();
        _turn?.Dispose();
        _turn = null;
    }
}
