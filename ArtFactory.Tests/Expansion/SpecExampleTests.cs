using System.Numerics;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class SpecExampleTests
{
    [Fact]
    public void Two_tokens_give_every_pair_with_the_first_slowest() =>
        Expanding.Of("A [white,black] dog on a [chair,bed]").CleanPrompts().ShouldBe(
        [
            "A white dog on a chair", "A white dog on a bed", "A black dog on a chair", "A black dog on a bed",
        ]);

    [Fact]
    public void Three_tokens_multiply()
    {
        var expansion = Expanding.Of("[a,b,c] [d,e] [f,g]");
        expansion.Count.Total.ShouldBe(12);
        expansion.CleanPrompts().Length.ShouldBe(12);
    }

    [Theory]
    [InlineData("a [color] dress and a [color] hat", 12)]
    [InlineData("a [color] dress and a [color_1] hat", 16)]
    [InlineData("a [color] dress, a [color_7] hat and [color] shoes", 48)]
    [InlineData("a [color] dress and a [=color] hat", 4)]
    public void A_lookup_does_not_repeat_a_value_and_an_alias_does_not_care(string prompt, int count)
    {
        var expansion = Expanding.Of(prompt);
        expansion.Count.Total.ShouldBe(count);
        expansion.Count.Exact.ShouldBeTrue();
        expansion.CleanPrompts().Distinct().Count().ShouldBe(count);
    }

    [Fact]
    public void A_lookup_named_in_a_lookup_is_opened_in_its_place() =>
        Expanding.Of("A [age] male").CleanPrompts().ShouldBe(
        [
            "A baby male", "A toddler male", "A preteen male", "A teenage male", "A adult male", "A elderly male",
        ]);

    [Fact]
    public void The_long_example_is_counted_before_it_is_enumerated()
    {
        var lookups = LookupTable.Of(("color", ["white", "black", "blue", "reds"]), ("reds", ["lipstick red", "pink", "maroon"]));
        var expansion = Expanding.Of(
            "Girl wearing a [color:2] [cocktail,summer] dress and [color,] shoes and a large [color_1] hat and [=color_1] scarf",
            "[blurry,low quality]", lookups);
        // 2 drawn colours x 2 dresses x (5 other colours or none) x 6 hats x 2 negatives.
        expansion.Count.Total.ShouldBe(2 * 2 * 6 * 6 * 2);
        expansion.Count.Exact.ShouldBeTrue();
        var items = expansion.Items().ToArray();
        items.Length.ShouldBe((int)expansion.Count.Total);
        items.Select(i => (i.Prompt, i.NegativePrompt)).Distinct().Count().ShouldBe(items.Length);
    }

    [Fact]
    public void Batches_of_prompt_and_negative_prompt_are_zipped() =>
        Expanding.Of("a dog(&)a cat", "blurry(&)low quality").Items().Select(i => (i.Prompt, i.NegativePrompt)).ShouldBe(
            [("a dog", "blurry"), ("a cat", "low quality")]);

    [Fact]
    public void Two_batches_with_three_negatives_are_an_error()
    {
        var expansion = Expanding.Of("a dog(&)a cat", "a(&)b(&)c");
        expansion.Only("batch-mismatch").Severity.ShouldBe(Severity.Error);
        expansion.HasErrors.ShouldBeTrue();
        expansion.Items().ShouldBeEmpty();
    }

    [Fact]
    public void Sub_prompts_are_items() => Expanding.Of("a dog || a cat").CleanPrompts().ShouldBe(["a dog", "a cat"]);

    [Fact]
    public void A_pipeline_command_multiplies_and_leaves_no_trace()
    {
        var items = Expanding.Of("a dog pipeline:steps:4,5,6").Items().ToArray();
        items.Select(i => i.Prompt).ShouldBe(["a dog", "a dog", "a dog"]);
        items.Select(i => i.Json("steps")).ShouldBe(["4", "5", "6"]);
    }

    [Fact]
    public void A_number_of_combinations_beyond_64_bits_is_counted_exactly() =>
        Expanding.Of(string.Concat(Enumerable.Repeat("[1,2,3,4,5,6,7,8,9,10] ", 30))).Count.Total.ShouldBe(BigInteger.Pow(10, 30));
}
