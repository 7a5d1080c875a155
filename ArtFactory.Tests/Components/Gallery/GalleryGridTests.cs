using ArtFactory.Engine.Inventory;
using ArtFactory.Engine.Live;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Inventory;
using ArtFactory.Web.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ArtFactory.Tests.Components.Gallery;

public sealed class GalleryGridTests
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task At_its_top_it_shows_what_came_when_many_changed()
    {
        await using var context = new BunitContext();
        var (gallery, grid) = Show(context);
        gallery.Tiles.Insert(0, gallery.Tiles[299] with { Id = ArtFactory.Data.FactoryId.New(), Prompt = "the new one" });

        context.Services.GetRequiredService<IChangeFeed>().Publish(new Change(ChangeKind.Product, Guid.Empty));

        grid.WaitForAssertion(() => grid.Find("[data-index='0'] a").GetAttribute("aria-label").ShouldBe("the new one"), Limit);
    }

    [Fact]
    public async Task Further_down_it_stays_where_it_is_and_reads_its_tiles_again_when_many_changed()
    {
        await using var context = new BunitContext();
        var (gallery, grid) = Show(context);
        await grid.InvokeAsync(() => grid.Instance.ShowRows(5, 10, 5));
        gallery.Like(60);

        context.Services.GetRequiredService<IChangeFeed>().Publish(new Change(ChangeKind.Product, Guid.Empty));

        grid.WaitForAssertion(() => grid.Find("[data-index='60'] a").GetAttribute("aria-label").ShouldBe("picture 60, liked"), Limit);
    }

    [Fact]
    public async Task Choosing_all_chooses_what_was_never_on_the_screen_too()
    {
        await using var context = new BunitContext();
        var selection = new GallerySelection();
        var (gallery, grid) = Show(context, selection);

        await grid.InvokeAsync(grid.Instance.ChooseAll);

        selection.Ids.ShouldBe(gallery.Tiles.Select(t => t.Id), ignoreOrder: true);
    }

    static (ListGallery Gallery, IRenderedComponent<GalleryGrid> Grid) Show(BunitContext context, GallerySelection? selection = null)
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        var gallery = new ListGallery(300);
        context.Services.AddLogging().AddLive().AddSingleton<IGallery>(gallery).AddScoped<Toasts>().AddMudServices();
        return (gallery, context.Render<GalleryGrid>(p => p.Add(g => g.Query, new GalleryQuery()).Add(g => g.Selection, selection)));
    }
}
