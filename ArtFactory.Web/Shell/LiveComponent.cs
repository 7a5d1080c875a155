using ArtFactory.Engine.Live;
using Microsoft.AspNetCore.Components;

namespace ArtFactory.Web.Shell;

/// <summary>
/// A component that follows the change feed: it subscribes after its first render, gets what it watches in coalesced batches (at most
/// one each <see cref="Pace"/>), renders once for each, and lets go of everything when it is disposed.
/// </summary>
public abstract class LiveComponent : ComponentBase, IAsyncDisposable
{
    readonly CancellationTokenSource _gone = new();
    IDisposable? _subscription;

    [Inject] IChangeFeed Feed { get; set; } = default!;

    /// <summary>Cancelled when the component is disposed.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>The least time between two batches.</summary>
    protected virtual TimeSpan Pace => TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a change concerns this component. Called on the feed's thread: keep it cheap and pure.</summary>
    protected abstract bool Watches(Change change);

    /// <summary>Reads again what changed; a render follows. Runs on the component's dispatcher.</summary>
    protected abstract Task OnChangesAsync(IReadOnlyCollection<Change> changes);

    /// <summary>Runs once, after the first render, in place of <c>OnAfterRenderAsync(true)</c>.</summary>
    protected virtual Task OnFirstRenderAsync() => Task.CompletedTask;

    protected sealed override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            await OnLaterRenderAsync();
            return;
        }

        _subscription = Feed.Subscribe(DeliverAsync, Watches, Pace);
        await OnFirstRenderAsync();
    }

    /// <summary>Runs after every render but the first.</summary>
    protected virtual Task OnLaterRenderAsync() => Task.CompletedTask;

    async Task DeliverAsync(IReadOnlyCollection<Change> changes)
    {
        if (_gone.IsCancellationRequested) return;
        try
        {
            await InvokeAsync(async () =>
            {
                if (_gone.IsCancellationRequested) return;
                await OnChangesAsync(changes);
                StateHasChanged();
            });
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; nobody waits for the answer.
        }
        catch (ObjectDisposedException) when (_gone.IsCancellationRequested)
        {
            // The circuit went away between the check and the call.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A failed refresh goes to the nearest error boundary, like any other failure of a page.
            await DispatchExceptionAsync(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        await _gone.CancelAsync();
        await DisposeOwnAsync();
        _gone.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what a subclass holds.</summary>
    protected virtual ValueTask DisposeOwnAsync() => ValueTask.CompletedTask;
}
