using MudBlazor;

namespace ArtFactory.Web.Shared;

/// <summary>Questions that wait for an answer.</summary>
public sealed class Dialogs(IDialogService dialogs)
{
    /// <summary>Asks before something is done; the verb names it on the button.</summary>
    public async Task<bool> ConfirmAsync(string title, string text, string verb, bool danger = false)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { d => d.Text, text }, { d => d.Verb, verb }, { d => d.Danger, danger } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters);
        return await dialog.Result is { Canceled: false };
    }

    /// <summary>Asks for a line of text (or several); null when it was cancelled. What comes back is trimmed and not empty.</summary>
    public async Task<string?> AskTextAsync(string title, string label, string? initial = null, string verb = "Save", string? placeholder = null, bool multiline = false)
    {
        var parameters = new DialogParameters<TextPrompt>
        {
            { d => d.Label, label }, { d => d.Initial, initial ?? "" }, { d => d.Verb, verb }, { d => d.Placeholder, placeholder }, { d => d.Multiline, multiline },
        };
        var dialog = await dialogs.ShowAsync<TextPrompt>(title, parameters);
        return await dialog.Result is { Canceled: false, Data: string text } ? text : null;
    }

    /// <summary>Opens a dialog component of a page; answers what it closed with, or null.</summary>
    public async Task<T?> OpenAsync<TDialog, T>(string title, DialogParameters? parameters = null, bool wide = false)
        where TDialog : Microsoft.AspNetCore.Components.IComponent where T : class
    {
        var options = new DialogOptions { FullWidth = true, MaxWidth = wide ? MaxWidth.Medium : MaxWidth.Small, CloseOnEscapeKey = true, CloseButton = true };
        var dialog = await dialogs.ShowAsync<TDialog>(title, parameters ?? [], options);
        return await dialog.Result is { Canceled: false, Data: T data } ? data : null;
    }
}
