using ArtFactory.Data;
using ArtFactory.Web.Features.Viewer;

namespace ArtFactory.Tests.Components;

public sealed class ProductMetadataTests
{
    [Theory]
    [InlineData("""{"moderated":true}""", true)]
    [InlineData("""{"moderated":false}""", false)]
    [InlineData("{}", false)]
    public void A_picture_that_was_held_back_says_so(string json, bool moderated) => ProductMetadata.WasModerated(ParameterSet.Parse(json)).ShouldBe(moderated);

    [Fact]
    public void Only_colours_become_swatches() =>
        ProductMetadata.Colors(ParameterSet.Parse("""{"colors":["#D97706","red;background:url(x)","#12345g",7,"#000000"]}""")).ShouldBe(["#D97706", "#000000"]);

    [Fact]
    public void Everything_else_is_listed_by_name_and_what_is_long_is_cut()
    {
        var facts = ProductMetadata.Facts(ParameterSet.Parse($$"""{"seed":18446744073709551615,"colors":["#000000"],"revised_prompt":"x","request_id":"r-1","empty":null,"timings":{"inference":1.5},"long":"{{new string('a', 500)}}"}"""));

        facts.Take(3).ShouldBe([("Seed", "18446744073709551615"), ("Request id", "r-1"), ("Timings", """{"inference":1.5}""")]);
        facts[3].Value.Length.ShouldBe(401);
        facts.Count.ShouldBe(4);
    }
}
