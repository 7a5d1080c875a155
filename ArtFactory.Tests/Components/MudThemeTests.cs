using ArtFactory.Tests.Architecture;
using Bunit;
using MudBlazor;
using MudBlazor.Services;

namespace ArtFactory.Tests.Components;

/// <summary>The component library's theme is served as a file, and not written by every page.</summary>
public sealed class MudThemeTests
{
    [Fact]
    public async Task The_file_says_what_the_library_would_write_for_our_sizes()
    {
        await using var context = new BunitContext();
        context.Services.AddMudServices();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        // Dialogs, menus and toasts lie under one another as the style sheets have it.
        var theme = new MudTheme
        {
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "7px" },
            ZIndex = new ZIndex { Dialog = 72, Popover = 74, Snackbar = 80 },
        };
        var written = context.Render<MudThemeProvider>(p => p.Add(m => m.Theme, theme).Add(m => m.IsDarkMode, true)).Find("style.mud-theme-provider").TextContent;

        var file = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "ArtFactory.Web", "wwwroot", "css", "mud-theme.css"));
        Lines(file[file.IndexOf(":root", StringComparison.Ordinal)..]).ShouldBe(Lines(written), "Put what is written into css/mud-theme.css.");
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
