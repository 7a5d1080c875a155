using ArtFactory.Engine.Inventory;
using ArtFactory.Tests.Fakes;
using ArtFactory.Web.Features.Inventory;

namespace ArtFactory.Tests.Components.Gallery;

public sealed class GalleryWindowTests
{
    [Fact]
    public async Task The_first_look_reads_only_the_pages_it_needs()
    {
        var gallery = new ListGallery(10_000);
        var window = new GalleryWindow(gallery, new GalleryQuery(), pageSize: 50);

        await window.EnsureAsync(0, 59);

        gallery.PagesRead.ShouldBe(2);
        window[0].ShouldBe(gallery.Tiles[0]);
        window[59].ShouldBe(gallery.Tiles[59]);
        window.Known.ShouldBe(100);
        window.Complete.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(51)]
    [InlineData(100)]
    [InlineData(149)]
    public async Task The_end_is_known_when_the_last_page_was_read(int products)
    {
        var window = new GalleryWindow(new ListGallery(products), new GalleryQuery(), pageSize: 50);

        await window.EnsureAsync(0, 500);

        window.Complete.ShouldBeTrue();
        window.Known.ShouldBe(products);
        window[products].ShouldBeNull();
    }

    [Fact]
    public async Task Scrolling_to_the_end_and_back_shows_every_tile_and_holds_few_pages()
    {
        var gallery = new ListGallery(2_345);
        var window = new GalleryWindow(gallery, new GalleryQuery(), pageSize: 50, heldPages: 6);
        var places = Enumerable.Range(0, 78).Select(i => i * 30).ToList();

        foreach (var first in places.Concat(Enumerable.Reverse(places)))
        {
            await window.EnsureAsync(first, first + 60);
            for (var i = first; i <= Math.Min(first + 60, window.Known - 1); i++) window[i].ShouldBe(gallery.Tiles[i]);
        }

        Enumerable.Range(0, 2_345).Count(i => window[i] is not null).ShouldBeLessThanOrEqualTo(7 * 50);
    }

    [Fact]
    public async Task A_reload_shows_what_came_on_top_and_stays_at_the_same_place()
    {
        var gallery = new ListGallery(500);
        var window = new GalleryWindow(gallery, new GalleryQuery(), pageSize: 50);
        await window.EnsureAsync(300, 360);
        await window.EnsureAsync(0, 0);
        for (var i = 0; i <= 360; i += 50) await window.EnsureAsync(i, i);
        gallery.Tiles.InsertRange(0, new ListGallery(3).Tiles);

        await window.ReloadAsync(300, 360);

        for (var i = 300; i <= 360; i++) window[i].ShouldBe(gallery.Tiles[i]);
    }

    [Fact]
    public async Task A_changed_tile_takes_its_own_place()
    {
        var gallery = new ListGallery(120);
        var window = new GalleryWindow(gallery, new GalleryQuery(), pageSize: 50);
        await window.EnsureAsync(0, 119);

        window.Replace(gallery.Like(77)).ShouldBeTrue();

        window[77]!.Liked.ShouldBeTrue();
        window.IndexOf(gallery.Tiles[77].Id).ShouldBe(77);
        window.Replace(new ListGallery(1).Tiles[0]).ShouldBeFalse();
    }
}
