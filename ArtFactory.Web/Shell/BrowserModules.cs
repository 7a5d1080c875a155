using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ArtFactory.Web.Shell;

/// <summary>Our script modules: how they are addressed, and how they are let go when a circuit may be gone already.</summary>
public static class BrowserModules
{
    /// <summary>The fingerprinted address of a script, as <c>import</c> wants it.</summary>
    public static string Script(this ResourceAssetCollection assets, string path) => "/" + assets[path].TrimStart('.', '/');

    /// <summary>Calls a last function of a module and disposes it; a closed circuit is no error.</summary>
    public static async ValueTask LetGoAsync(this IJSObjectReference? module, string? lastCall = null, params object?[] arguments)
    {
        if (module is null) return;
        try
        {
            if (lastCall is not null) await module.InvokeVoidAsync(lastCall, arguments);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first; nothing is left to release there.
        }
        catch (OperationCanceledException)
        {
            // The circuit is shutting down.
        }
    }
}
