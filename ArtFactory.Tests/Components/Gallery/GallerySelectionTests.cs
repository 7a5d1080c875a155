using ArtFactory.Data;
using ArtFactory.Web.Features.Inventory;

namespace ArtFactory.Tests.Components.Gallery;

public sealed class GallerySelectionTests
{
    readonly List<Guid> _ids = [.. Enumerable.Range(0, 20).Select(_ => FactoryId.New())];
    readonly GallerySelection _selection = new();

    Guid? At(int index) => index < _ids.Count ? _ids[index] : null;

    [Fact]
    public void A_reach_goes_from_the_last_toggled_tile_in_either_direction()
    {
        _selection.Toggle(10, _ids[10]);
        _selection.Reach(13, At);
        _selection.Reach(8, At);

        _selection.Ids.ShouldBe(_ids[8..14], ignoreOrder: true);
    }

    [Fact]
    public void Toggling_twice_leaves_it_out_again()
    {
        _selection.Toggle(1, _ids[1]);
        _selection.Toggle(1, _ids[1]);

        _selection.Count.ShouldBe(0);
    }

    [Fact]
    public void A_reach_without_a_start_takes_one_and_passes_over_what_is_not_known()
    {
        _selection.Reach(4, At);
        _selection.Reach(25, At);

        _selection.Ids.ShouldBe(_ids[4..20], ignoreOrder: true);
    }
}
