using ArtFactory.Engine.Expansion;
using ArtFactory.Tests.Expansion;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>What is typed into a form made of a provider's schema, and what is sent.</summary>
public sealed class FormValueTests
{
    static PromptExpansion Typed(string file, string provider, params (string Name, string Value)[] values) =>
        Expanding.Of("a fox", schema: Form.OfFixture(file, provider).Schema, parameters: values);

    static string[] Sent(string file, string provider, string name, string value)
    {
        var expansion = Typed(file, provider, (name, value));
        expansion.Diagnostics.ShouldBeEmpty();
        return [.. expansion.Items().Select(i => i.Json(name))];
    }

    [Fact]
    public void A_choice_of_numbers_is_sent_as_numbers_and_one_of_texts_as_texts()
    {
        Sent("Replicate/model.json", "replicate", "target_size", "512,768").ShouldBe(["512", "768"]);
        Sent("Fal/openapi.json", "fal", "num_frames", "85").ShouldBe(["\"85\""]);
    }

    [Fact]
    public void A_size_of_ones_own_goes_beside_the_presets()
    {
        Sent("Fal/openapi.json", "fal", "image_size", "square,1024 X 768").ShouldBe(["\"square\"", "\"1024x768\""]);
        Typed("Fal/openapi.json", "fal", ("image_size", "huge")).Only("bad-value").Message.ShouldContain("1024x768");
        Typed("Fal/openapi.json", "fal", ("image_size", "0x768")).Only("bad-value");
    }

    [Fact]
    public void Several_pictures_are_one_list() =>
        Sent("Replicate/model.json", "replicate", "image_refs", "product:1 upload:b.png").ShouldBe(["""["product:1","upload:b.png"]"""]);

    [Fact]
    public void A_secret_cannot_be_set_and_is_not_repeated()
    {
        var remark = Typed("Replicate/model.json", "replicate", ("api_secret", "r8_canary")).Only("bad-value");
        remark.Message.ShouldContain("secret");
        remark.Message.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0.5", false)]
    [InlineData("1", true)]
    public void The_ends_of_an_open_range_do_not_serve(string value, bool isWrong) =>
        Expanding.Of("a", schema: Form.Of("""{"properties": {"x": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}}}""").Schema, parameters: ("x", value))
            .HasErrors.ShouldBe(isWrong);

    [Fact]
    public void Suggestions_leave_other_texts_open() =>
        Expanding.Of("a", schema: Form.Of("""{"properties": {"x": {"anyOf": [{"enum": ["a"]}, {"type": "string"}]}}}""").Schema, parameters: ("x", "A,zebra"))
            .Items().Select(i => i.Json("x")).ShouldBe(["\"a\"", "\"zebra\""]);
}
