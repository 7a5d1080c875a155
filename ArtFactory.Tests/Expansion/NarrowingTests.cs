using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class NarrowingTests
{
    static (string Prompt, string Negative) Narrow(string prompt, string negative, params (string Name, string Value)[] values) =>
        PromptNarrowing.Narrow(prompt, negative, values.ToDictionary(v => v.Name, v => v.Value));

    [Theory]
    [InlineData("A [red,blue] fox, [oil,ink]", "red,blue", "blue", "A blue fox, [oil,ink]")]
    [InlineData("a [color] dress and a [=color] hat", "color", "red", "a red dress and a red hat")]
    [InlineData("a [color] dress and a [color] hat", "color#2", "red", "a [color] dress and a red hat")]
    [InlineData("a [color:2] hat", "color", "red", "a red hat")]
    [InlineData("a [a\\,b,c] hat", "a,b,c", "a,b", "a a,b hat")]
    [InlineData("a [x,y] hat", "x,y", "[odd]", "a \\[odd\\] hat")]
    [InlineData("a [x,y] hat", "other", "z", "a [x,y] hat")]
    [InlineData("plain", "x", "y", "plain")]
    [InlineData("never [closed", "closed", "y", "never [closed")]
    public void A_named_token_gives_way_to_its_value(string prompt, string name, string value, string narrowed) =>
        Narrow(prompt, "", (name, value)).Prompt.ShouldBe(narrowed);

    [Fact]
    public void A_reference_after_a_token_that_stays_stays_too() =>
        Narrow("[color] and [color] and [=color]", "", ("color", "red")).Prompt.ShouldBe("red and [color] and [=color]");

    [Fact]
    public void The_negative_prompt_counts_on_where_the_prompt_ended() =>
        Narrow("a [color]", "no [color], [blur,noise]", ("color#2", "red"), ("blur,noise", "blur")).ShouldBe(("a [color]", "no red, blur"));

    [Fact]
    public void Each_batch_counts_for_itself() =>
        Narrow("a [x,y](&)b [x,y]", "", ("x,y", "x")).Prompt.ShouldBe("a x(&)b x");
}
