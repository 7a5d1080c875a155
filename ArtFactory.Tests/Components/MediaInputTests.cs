using ArtFactory.Data.Products;
using ArtFactory.Engine.Providers;
using ArtFactory.Web.Shared;

namespace ArtFactory.Tests.Components;

public sealed class MediaInputTests
{
    [Theory]
    [InlineData("image", ProductType.Image)]
    [InlineData("first_frame_image", ProductType.Image)]
    [InlineData("mask", ProductType.Image)]
    [InlineData("reference_video_url", ProductType.Video)]
    [InlineData("input_audio", ProductType.Audio)]
    [InlineData("mask_video", null)]
    [InlineData("file", null)]
    public void Its_name_says_what_it_takes_where_it_says_one_thing(string name, ProductType? type) =>
        MediaInput.TypeOf(new ParameterSpec { Name = name, Type = ParameterType.Media }).ShouldBe(type);

    [Fact]
    public void A_list_grows_and_shrinks_and_one_alone_is_replaced()
    {
        MediaInput.With("product:a", isList: true, ["product:b", "product:a", "upload:c.png"]).ShouldBe("product:a,product:b,upload:c.png");
        MediaInput.With("product:a", isList: false, ["product:b"]).ShouldBe("product:b");
        MediaInput.Without("product:a, product:b", isList: true, "product:a").ShouldBe("product:b");
        MediaInput.Without("product:a", isList: false, "product:a").ShouldBe("");
        MediaInput.References("https://a.example/x,y.png", isList: false).ShouldBe(["https://a.example/x,y.png"]);
    }
}
