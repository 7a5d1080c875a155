using Microsoft.JSInterop;

namespace ArtFactory.Web.Shell;

/// <summary>
/// A script as one component uses it. The component may go while the script, or an answer of it, is still on the way: then nothing more
/// is attached, no call fails, and what arrives late is let go at once.
/// </summary>
/// <param name="js">The circuit's way to the browser.</param>
/// <param name="address">The script's fingerprinted address.</param>
/// <param name="lastCall">A function of the module that ends what it began; null for none.</param>
public sealed class ScriptModule(IJSRuntime js, string address, string? lastCall = null) : IAsyncDisposable
{
    readonly List<(IJSObjectReference Part, string? LastCall)> _held = [];
    IJSObjectReference? _module;

    /// <summary>Whether the component is gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Calls a function of the module that answers an object of its own, which goes with the component.</summary>
    /// <returns>Null when the component is gone.</returns>
    public async Task<IJSObjectReference?> AttachAsync(string function, string? partLastCall, params object?[] arguments) =>
        await ModuleAsync() is { } module ? await HoldAsync(module.InvokeAsync<IJSObjectReference>(function, arguments), partLastCall) : null;

    /// <summary>Calls a function of the module.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        if (await ModuleAsync() is { } module) await GuardAsync(module.InvokeAsync<object?>(function, arguments));
    }

    /// <summary>Calls a function of the module for its answer; the default when the component is gone.</summary>
    public async Task<T?> AskAsync<T>(string function, params object?[] arguments) =>
        await ModuleAsync() is { } module ? await GuardAsync(module.InvokeAsync<T>(function, arguments)) : default;

    public async ValueTask DisposeAsync()
    {
        if (IsGone) return;
        IsGone = true;
        for (var i = _held.Count - 1; i >= 0; i--) await _held[i].Part.LetGoAsync(_held[i].LastCall);
        _held.Clear();
    }

    async Task<IJSObjectReference?> ModuleAsync()
    {
        if (IsGone) return null;
        return _module ??= await HoldAsync(js.InvokeAsync<IJSObjectReference>("import", address), lastCall);
    }

    async Task<IJSObjectReference?> HoldAsync(ValueTask<IJSObjectReference> arriving, string? partLastCall)
    {
        var part = await GuardAsync(arriving);
        if (part is null) return null;
        if (!IsGone)
        {
            _held.Add((part, partLastCall));
            return part;
        }

        await part.LetGoAsync(partLastCall);
        return null;
    }

    async Task<T?> GuardAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call;
        }
        catch (JSDisconnectedException)
        {
            return default; // The browser went first.
        }
        catch (Exception e) when (IsGone && e is (JSException or ObjectDisposedException or OperationCanceledException))
        {
            return default; // What the call was about is no longer there.
        }
    }
}
