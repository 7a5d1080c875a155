using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace ArtFactory.Tests.Components;

public sealed class MediaPickerTests : BunitContext, IAsyncLifetime
{
    readonly ListGallery _gallery = new(120);
    readonly IRenderedComponent<MudDialogProvider> _page;

    public MediaPickerTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<IGallery>(_gallery).AddSingleton(TimeProvider.System);
        _page = Render<MudDialogProvider>();
    }

    [Fact]
    public async Task It_shows_what_fits_the_input_and_more_of_it_when_asked()
    {
        await OpenAsync(ProductType.Image, several: false);
        _gallery.Asked.ShouldAllBe(q => q.Type == ProductType.Image);
        _page.FindAll(".segments").ShouldBeEmpty();
        Tiles().Count.ShouldBe(48);

        await More().ClickAsync(new());
        await More().ClickAsync(new());

        Tiles().Count.ShouldBe(120);
        _page.FindAll("button").ShouldNotContain(b => b.TextContent.Trim() == "Load more");
    }

    [Fact]
    public async Task Where_the_kind_is_open_it_can_be_narrowed()
    {
        await OpenAsync(null, several: false);

        await _page.FindAll(".segments button").Single(b => b.TextContent == "Clips").ClickAsync(new());

        _gallery.Asked.Select(q => q.Type).ShouldBe([null, ProductType.Video]);
    }

    [Fact]
    public async Task Several_come_back_in_the_order_they_were_chosen()
    {
        var dialog = await OpenAsync(ProductType.Image, several: true);
        foreach (var at in (int[])[2, 0, 5, 2]) await Tiles()[at].ClickAsync(new());

        await _page.FindAll("button").Single(b => b.TextContent == "Choose 2").ClickAsync(new());

        (await dialog.Result)!.Data.ShouldBeAssignableTo<IReadOnlyList<GalleryTile>>()!.Select(t => t.Id).ShouldBe([_gallery.Tiles[0].Id, _gallery.Tiles[5].Id]);
    }

    Task<IDialogReference> OpenAsync(ProductType? type, bool several) => _page.InvokeAsync(() => Services.GetRequiredService<IDialogService>()
        .ShowAsync<MediaPicker>("Choose", new DialogParameters<MediaPicker> { { p => p.Type, type }, { p => p.Several, several } }));

    IReadOnlyList<AngleSharp.Dom.IElement> Tiles() => [.. _page.FindAll("button.tile")];

    AngleSharp.Dom.IElement More() => _page.FindAll("button").Single(b => b.TextContent.Trim() == "Load more");

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    // The dialogs' services know only this way to end.
    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
