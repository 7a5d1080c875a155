using Microsoft.JSInterop;

namespace ArtFactory.Web.Shell;

/// <summary>The theme a person chose; the browser remembers it, and what shows it follows wherever it is chosen.</summary>
public sealed class ThemeChoice(IJSRuntime js)
{
    /// <summary><c>dark</c>, <c>light</c> or <c>system</c>.</summary>
    public string Current { get; private set; } = "dark";

    /// <summary>Another one was chosen, or the browser's was read.</summary>
    public event Action? Changed;

    /// <summary>Reads what the browser remembers.</summary>
    public async Task ReadAsync() => Become(await js.InvokeAsync<string>("artFactory.theme"));

    public async Task SetAsync(string choice)
    {
        Become(choice);
        await js.InvokeVoidAsync("artFactory.setTheme", choice);
    }

    void Become(string choice)
    {
        if (choice == Current) return;
        Current = choice;
        Changed?.Invoke();
    }
}
