using ArtFactory.Engine.Orders;
using ArtFactory.Web.Shared;

namespace ArtFactory.Web.Features.Ordering;

/// <summary>
/// Keeps the quote in step with what is typed: waits until the typing rests, drops what is overtaken, and never lets an older answer
/// replace a newer one.
/// </summary>
public sealed class LiveQuote(IOrderDesk desk, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(180);
    readonly Latest _asked = new();

    /// <summary>The newest answer; null before the first.</summary>
    public Quote? Current { get; private set; }

    /// <summary>The request the answer is about.</summary>
    public OrderRequest? Judged { get; private set; }

    /// <summary>Whether an answer is under way.</summary>
    public bool Working { get; private set; }

    /// <summary>Asks anew once nothing has come for a moment. True when the answer arrived, false when it was overtaken.</summary>
    public async Task<bool> AskAsync(OrderRequest request, bool atOnce = false)
    {
        var token = _asked.Next();
        Working = true;
        try
        {
            if (!atOnce) await Task.Delay(Rest, clock, token);
            var quote = await desk.QuoteAsync(request, 6, token);
            if (token.IsCancellationRequested) return false;
            (Current, Judged, Working) = (quote, request, false);
            return true;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (!token.IsCancellationRequested) Working = false;
        }
    }

    /// <summary>Forgets the answer, as when another model is chosen.</summary>
    public void Clear() => (Current, Judged) = (null, null);

    public void Dispose() => _asked.Dispose();
}
