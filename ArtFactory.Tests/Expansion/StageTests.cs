using System.Globalization;
using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class StageTests
{
    static string Show(ExpandedItem item) =>
        item.Prompt + string.Concat(item.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $" {p.Key}={p.Value}"));

    static IEnumerable<string> Shown(PromptExpansion expansion) => expansion.Items().Select(Show);

    [Fact]
    public void Inner_levels_override_outer_ones()
    {
        var expansion = Expanding.Of(
            "meta:a:2 meta:b:2 meta:c:2 one batch:b:3 batch:c:3 pipeline:c:4 (&) two", parameters: [("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")]);
        expansion.Diagnostics.ShouldBeEmpty();
        Shown(expansion).ShouldBe(["one a=2 b=3 c=4 d=1", "two a=2 b=2 c=2 d=1"]);
    }

    [Fact]
    public void A_meta_command_counts_wherever_it_stands() => Shown(Expanding.Of("one(&)two meta:steps:9")).ShouldBe(["one steps=9", "two steps=9"]);

    [Fact]
    public void A_meta_seed_decides_the_draws_and_is_no_parameter()
    {
        var words = "[" + string.Join(',', Enumerable.Range(0, 100)) + ":3]";
        var seeded = Expanding.Of("meta:seed:18446744073709551615 " + words, seed: 1);
        seeded.Diagnostics.ShouldBeEmpty();
        seeded.Prompts().ShouldBe(Expanding.Of(words, seed: ulong.MaxValue).Prompts());
        seeded.Items().First().Parameters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("meta:seed:-1 x")]
    [InlineData("meta:seed:18446744073709551616 x")]
    [InlineData("meta:seed:abc x")]
    [InlineData("batch:sample:0 x")]
    [InlineData("batch:maxbatchitems:1.5 x")]
    public void A_command_with_a_value_of_another_kind_is_an_error(string prompt)
    {
        var error = Expanding.Of(prompt).Only("bad-command");
        error.Severity.ShouldBe(Severity.Error);
        error.In(prompt).ShouldBe(prompt.Split(':', ' ')[2]);
    }

    [Fact]
    public void The_last_of_several_commands_counts_with_a_warning()
    {
        Shown(Expanding.Of("x batch:steps:1 batch:steps:2")).ShouldBe(["x steps=2"]);
        Expanding.Of("x batch:steps:1 batch:steps:2").Only("command-repeated").Severity.ShouldBe(Severity.Warning);
        Expanding.Of("x [a,b,c] batch:maxbatchitems:1 batch:maxbatchitems:2").Items().Count().ShouldBe(2);
        Expanding.Of("x meta:seed:1 meta:seed:2").Only("command-repeated").Start.ShouldBe(14);
        Expanding.Of("x pipeline:a:1 pipeline:A:2").Only("command-repeated").Severity.ShouldBe(Severity.Warning);
    }

    [Theory]
    [InlineData("a pipeline:s:1 dog", "a dog")]
    [InlineData("pipeline:s:1 a dog", "a dog")]
    [InlineData("a dog pipeline:s:1", "a dog")]
    [InlineData("a dog pipeline:s:1, running", "a dog, running")]
    [InlineData("a dog, pipeline:s:1, running", "a dog, running")]
    [InlineData("pipeline:s:1, a dog", "a dog")]
    [InlineData("a dog pipeline:s:1. It runs", "a dog. It runs")]
    [InlineData("a  pipeline:s:1  dog", "a  dog")]
    [InlineData("a\npipeline:s:1\ndog", "a\ndog")]
    [InlineData("a pipeline:s:1 pipeline:t:2 dog", "a dog")]
    [InlineData("(a dog pipeline:s:1)", "(a dog)")]
    [InlineData("PIPELINE:s:1 dog", "dog")]
    [InlineData("pipeline:s:\"x y\" dog", "dog")]
    public void A_command_is_cut_out_and_the_white_space_closed_up(string prompt, string expected) =>
        Expanding.Of(prompt).CleanPrompts().ShouldBe([expected]);

    [Theory]
    [InlineData(@"a pipeline\:s\:1 dog", "a pipeline:s:1 dog")]
    [InlineData("mypipeline:s:1", "mypipeline:s:1")]
    [InlineData("pipeline: oil and gas", "pipeline: oil and gas")]
    [InlineData("meta: physics", "meta: physics")]
    public void What_only_looks_like_a_command_stays(string prompt, string expected) => Expanding.Of(prompt).CleanPrompts().ShouldBe([expected]);

    [Fact]
    public void A_command_without_a_value_is_remarked()
    {
        Expanding.Of("a pipeline:steps: dog").Only("incomplete-command").Severity.ShouldBe(Severity.Error);
        Expanding.Of("a pipeline:steps dog").Only("incomplete-command").Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void Commands_in_the_negative_prompt_are_text_with_a_warning()
    {
        var expansion = Expanding.Of("a", "b pipeline:steps:4");
        expansion.Items().Single().NegativePrompt.ShouldBe("b pipeline:steps:4");
        expansion.Only("command-in-negative").Start.ShouldBe(2);
    }

    [Fact]
    public void Sub_prompts_are_items_inside_each_combination() =>
        Expanding.Of("[a,b] cat || [c,d] dog").CleanPrompts().ShouldBe(
            ["a cat", "c dog", "a cat", "d dog", "b cat", "c dog", "b cat", "d dog"]);

    [Fact]
    public void A_back_reference_sees_a_choice_of_an_earlier_sub_prompt() =>
        Expanding.Of("a [color:2] cat || a [=color] dog", seed: 3).Prompts().Select(p => p.Split(' ')[1]).Chunk(2).ShouldAllBe(pair => pair[0] == pair[1]);

    [Fact]
    public void Sub_prompts_share_the_rule_of_repeats()
    {
        var lookups = LookupTable.Of(("c", ["r", "g"]));
        Expanding.Of("[c] || [c]", lookups: lookups).CleanPrompts().ShouldBe(["r", "g", "g", "r"]);
    }

    [Fact]
    public void Negative_sub_prompts_are_one_for_all_or_as_many()
    {
        Expanding.Of("a || b", "x || y").Items().Select(i => i.NegativePrompt).ShouldBe(["x", "y"]);
        Expanding.Of("a || b", "x").Items().Select(i => i.NegativePrompt).ShouldBe(["x", "x"]);
        var mismatch = Expanding.Of("a || b", "x || y || z");
        mismatch.Only("sub-prompt-mismatch").Severity.ShouldBe(Severity.Error);
        mismatch.Items().ShouldBeEmpty();
        Expanding.Of("a", "x || y").HasErrors.ShouldBeTrue();
    }

    [Fact]
    public void A_pipeline_command_belongs_to_its_sub_prompt() =>
        Shown(Expanding.Of("a pipeline:s:1,2 || b || c pipeline:s:3", parameters: ("s", "9"))).ShouldBe(["a s=1", "a s=2", "b s=9", "c s=3"]);

    [Fact]
    public void A_token_may_stand_in_a_pipeline_command()
    {
        var expansion = Expanding.Of("a [x,y] pipeline:s:[4,8] dog");
        expansion.Diagnostics.ShouldBeEmpty();
        expansion.Count.ShouldBe(new(4, true, 4, true, false, false));
        Shown(expansion).ShouldBe(["a x dog s=4", "a x dog s=8", "a y dog s=4", "a y dog s=8"]);
        Shown(Expanding.Of("a pipeline:[s,t]:4")).ShouldBe(["a s=4", "a t=4"]);
    }

    [Fact]
    public void A_value_with_spaces_stays_together_in_a_command() =>
        Expanding.Of("a pipeline:sampler:[DPM++ 2M,Euler] b").Items().Select(i => $"{i.Prompt} {i.Parameters["sampler"]}").ShouldBe(["a b DPM++ 2M", "a b Euler"]);

    [Fact]
    public void A_value_of_a_lookup_may_bring_commands_and_sub_prompts()
    {
        var lookups = LookupTable.Of(("style", ["oil pipeline:s:5,6", "ink"]), ("pair", ["cat || dog", "fox"]));
        Shown(Expanding.Of("a [style] fox", lookups: lookups)).ShouldBe(["a oil fox s=5", "a oil fox s=6", "a ink fox"]);
        var pairs = Expanding.Of("a [pair] in [red,blue]", lookups: lookups);
        pairs.Count.Total.ShouldBe(6);
        pairs.Prompts().ShouldBe(["a cat", "dog in red", "a cat", "dog in blue", "a fox in red", "a fox in blue"]);
    }

    [Fact]
    public void Sub_prompts_out_of_values_may_not_fit_the_negative_ones()
    {
        var expansion = Expanding.Of("[a || b,c]", "x || y");
        expansion.Only("sub-prompt-mismatch").Severity.ShouldBe(Severity.Error);
        expansion.Items().Count(i => i.Errors.Count > 0).ShouldBe(1);
    }

    [Fact]
    public void An_escaped_colon_in_an_option_makes_no_command() =>
        Expanding.Of(@"[pipeline\:s\:1,b || c]").CleanPrompts().ShouldBe(["pipeline:s:1", "b", "c"]);

    [Fact]
    public void Empty_batches_and_sub_prompts_are_items_with_a_warning()
    {
        Expanding.Of("a ||").Only("empty-sub-prompt").Severity.ShouldBe(Severity.Warning);
        Expanding.Of("a ||").Prompts().ShouldBe(["a", ""]);
        Expanding.Of("a(&)").Only("empty-batch").Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void A_token_in_a_meta_or_batch_command_is_an_error() =>
        Expanding.Of("a batch:steps:[4,8]").Only("token-in-command").In("a batch:steps:[4,8]").ShouldBe("[4,8]");

    [Fact]
    public void Batches_number_their_items_on_and_name_themselves_among_the_choices()
    {
        var items = Expanding.Of("[a,b](&)c || d").Items().ToArray();
        items.Select(i => i.Sequence).ShouldBe([1, 2, 3, 4]);
        items[0].Choices.Select(c => (c.Kind, c.Name, c.Value)).ShouldBe([("batch", "batch", "1"), ("token", "a,b", "a")]);
        items[3].Choices.Select(c => (c.Kind, c.Name, c.Value)).ShouldBe([("batch", "batch", "2"), ("sub_prompt", "sub_prompt", "2")]);
    }

    [Fact]
    public void One_negative_batch_serves_all_with_the_same_draws()
    {
        var negatives = Expanding.Of("a(&)b [x,y](&)c", "[1,2,3,4,5,6,7,8,9:1]").Items().Select(i => i.NegativePrompt).Distinct();
        negatives.Count().ShouldBe(1);
    }

    [Fact]
    public void Positions_hold_through_commands_and_batches()
    {
        const string Prompt = "meta:a:1 one(&) batch:b:2 two [red || pipeline:c:3 [a] ]";
        var expansion = Expanding.Of(Prompt);
        expansion.Only("unclosed-token").Start.ShouldBe(Prompt.IndexOf('[', StringComparison.Ordinal));
        expansion.Only("stray-bracket").Start.ShouldBe(Prompt.Length - 1);
    }

    [Fact]
    public void Numbers_do_not_hang_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            Shown(Expanding.Of("a pipeline:x:0.1..0.3:0.1")).ShouldBe(["a x=0.1", "a x=0.2", "a x=0.3"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
