using ArtFactory.Data.Products;
using ArtFactory.Engine.Inventory;
using ArtFactory.Web.Features.Inventory;

namespace ArtFactory.Tests.Components.Gallery;

public sealed class GalleryAddressTests
{
    [Fact]
    public void Every_filter_survives_the_way_through_the_address()
    {
        var query = new GalleryQuery
        {
            ProjectId = Guid.Parse("01890000-0000-7000-8000-000000000001"),
            Type = ProductType.Video,
            Liked = true,
            MinimumRating = 4,
            Tags = ["night sky", "füchse & co"],
            Provider = "studio",
            Model = "flow-field",
            Text = "a \"red\" fox? #1 + 2%",
            OldestFirst = true,
        };

        var read = GalleryAddress.Read("http://127.0.0.1:5080/inventory" + GalleryAddress.Write(query));

        read.Tags.ShouldBe(query.Tags);
        (read with { Tags = query.Tags }).ShouldBe(query);
    }

    [Fact]
    public void No_filter_is_no_query() => GalleryAddress.Write(new GalleryQuery()).ShouldBe("");

    [Theory]
    [InlineData("?type=sculpture&rating=9&liked=perhaps&project=none&sort=sideways")]
    [InlineData("?type=7&rating=-1&tag=&q=%20")]
    [InlineData("?%ff%fe&&&==")]
    public void What_cannot_be_read_is_left_out(string query) =>
        GalleryAddress.Write(GalleryAddress.Read("http://localhost/inventory" + query)).ShouldBe("");
}
