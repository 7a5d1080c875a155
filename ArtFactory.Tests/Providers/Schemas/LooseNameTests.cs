using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Schemas;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>One way to compare names of parameters, for forms, prices and batches alike.</summary>
public sealed class LooseNameTests
{
    [Theory]
    [InlineData("num_images", "numImages", true)]
    [InlineData("num_images", "num-images", true)]
    [InlineData("num_images", "Num Images", true)]
    [InlineData("num_images", "numimages", true)]
    [InlineData("cfg.scale", "cfgScale", true)]
    [InlineData("num_images", "num_image", false)]
    [InlineData("n", "", false)]
    public void What_stands_between_words_does_not_count(string one, string other, bool isSame)
    {
        LooseName.Same(one, other).ShouldBe(isSame);
        LooseName.Comparer.Equals(other, one).ShouldBe(isSame);
        if (isSame) LooseName.Comparer.GetHashCode(one).ShouldBe(LooseName.Comparer.GetHashCode(other));
        ReferenceEquals(ParameterConcept.Of(one), ParameterConcept.Of(other)).ShouldBe(isSame);
    }

    [Theory]
    [InlineData("num_images")]
    [InlineData("numImages")]
    [InlineData("num-images")]
    [InlineData("numimages")]
    public void A_form_and_a_batch_know_the_number_of_pictures_under_each_of_its_names(string name)
    {
        var field = Form.Of($$"""{"type": "object", "properties": {"prompt": {"type": "string"}, "{{name}}": {"type": "integer", "minimum": 1, "maximum": 4} } }""").Get(name);
        (field.Group, field.Advanced).ShouldBe(("Output", false));
        field.Aliases.ShouldContain("num_outputs");
        SharedNames.Counts.Contains(name, LooseName.Comparer).ShouldBeTrue();
    }

    [Theory]
    [InlineData("imageUrl", true)]
    [InlineData("image-url", true)]
    [InlineData("loraUrl", false)]
    public void Words_are_found_in_names_of_any_spelling(string name, bool isMedia) => MediaNames.IsMedia(name, null, urlsAreMedia: true).ShouldBe(isMedia);
}
