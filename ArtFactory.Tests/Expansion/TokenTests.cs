using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class TokenTests
{
    [Fact]
    public void Text_without_markup_is_one_item() => Expanding.Of("a fox").CleanPrompts().ShouldBe(["a fox"]);

    [Fact]
    public void An_empty_prompt_is_one_item_without_a_prompt() => Expanding.Of("").CleanPrompts().ShouldBe([""]);

    [Fact]
    public void An_option_may_be_empty() => Expanding.Of("x [red,] y").CleanPrompts().ShouldBe(["x red y", "x  y"]);

    [Fact]
    public void White_space_around_options_and_prompts_does_not_count() =>
        Expanding.Of("  [ red , green ,] fox ").CleanPrompts().ShouldBe(["red fox", "green fox", "fox"]);

    [Fact]
    public void A_lookup_gives_its_values_and_is_found_in_any_case() =>
        Expanding.Of("[Color]").CleanPrompts().ShouldBe(["white", "black", "blue", "red"]);

    [Fact]
    public void A_lookup_among_options_is_replaced_in_its_place() =>
        Expanding.Of("[gold,age,]").CleanPrompts().ShouldBe(["gold", "baby", "toddler", "preteen", "teenage", "adult", "elderly", ""]);

    [Fact]
    public void A_name_without_a_lookup_is_text_with_a_warning()
    {
        var expansion = Expanding.Of("a [colour] fox");
        expansion.Prompts().ShouldBe(["a colour fox"]);
        var warning = expansion.Only("unknown-lookup");
        warning.Severity.ShouldBe(Severity.Warning);
        warning.In("a [colour] fox").ShouldBe("[colour]");
    }

    [Fact]
    public void Escaped_characters_are_literal_everywhere() =>
        Expanding.Of(@"\[not a token\] [a\,b,c\:2] 10\:30 \, and [\[x\],y]").CleanPrompts().ShouldBe(
        [
            "[not a token] a,b 10:30 , and [x]", "[not a token] a,b 10:30 , and y",
            "[not a token] c:2 10:30 , and [x]", "[not a token] c:2 10:30 , and y",
        ]);

    [Fact]
    public void Other_backslashes_and_attention_pass_untouched()
    {
        const string Prompt = @"(word:1.2), ((very)), \(literal\), <lora:x:0.8>, a\b, C:\art, 50% | half";
        Expanding.Of(Prompt).CleanPrompts().ShouldBe([Prompt]);
    }

    [Fact]
    public void Tokens_may_stand_in_attention() => Expanding.Of("([cat,dog]:1.3)").CleanPrompts().ShouldBe(["(cat:1.3)", "(dog:1.3)"]);

    [Fact]
    public void Duplicate_options_are_kept_once_with_a_warning()
    {
        var expansion = Expanding.Of("[red,green,red]");
        expansion.Prompts().ShouldBe(["red", "green"]);
        expansion.Only("duplicate-option").Message.ShouldContain("\"red\"");
        Expanding.Of("[green,color,red]").Prompts().ShouldBe(["green", "white", "black", "blue", "red"]);
    }

    [Fact]
    public void Inline_options_may_repeat_where_values_of_a_lookup_may_not()
    {
        var lookups = LookupTable.Of(("c", ["r", "g"]));
        Expanding.Of("[c,x] [c,x]", lookups: lookups).CleanPrompts().ShouldBe(["r g", "r x", "g r", "g x", "x r", "x g", "x x"]);
        // The inline g comes first, so the lookup's own g is the duplicate, and the one that stays may repeat.
        Expanding.Of("[g,c] [c]", lookups: lookups).Prompts().ShouldBe(["g r", "g g", "r g"]);
    }

    [Fact]
    public void Aliases_are_independent_of_the_lookup_and_of_each_other()
    {
        var lookups = LookupTable.Of(("c", ["r", "g"]));
        Expanding.Of("[c] [c_1] [c_2]", lookups: lookups).CleanPrompts().Length.ShouldBe(8);
        Expanding.Of("[c_1] [c_1]", lookups: lookups).CleanPrompts().ShouldBe(["r g", "g r"]);
    }

    [Fact]
    public void A_lookup_whose_own_name_looks_like_an_alias_is_that_lookup()
    {
        var lookups = LookupTable.Of(("c", ["r", "g"]), ("c_1", ["own"]));
        Expanding.Of("[c_1]", lookups: lookups).CleanPrompts().ShouldBe(["own"]);
    }

    [Fact]
    public void A_back_reference_takes_what_the_nearest_earlier_token_took()
    {
        var lookups = LookupTable.Of(("c", ["r", "g"]));
        Expanding.Of("[c] [c] [=c]", lookups: lookups).CleanPrompts().ShouldBe(["r g g", "g r r"]);
        Expanding.Of("[c] [c_1] [=c] [=c_1]", lookups: lookups).CleanPrompts().ShouldBe(["r r r r", "r g r g", "g r g r", "g g g g"]);
        Expanding.Of("[c,x] [=c]", lookups: lookups).CleanPrompts().ShouldBe(["r r", "g g", "x x"]);
    }

    [Fact]
    public void A_back_reference_in_the_negative_prompt_sees_the_prompt() =>
        Expanding.Of("a [color] fox", "not [=color]").Items().First().NegativePrompt.ShouldBe("not white");

    [Fact]
    public void A_back_reference_before_its_lookup_takes_the_first_value_with_a_warning()
    {
        var expansion = Expanding.Of("[=color] and [color]");
        expansion.Prompts().ShouldBe(["white and white", "white and black", "white and blue", "white and red"]);
        expansion.Only("early-reference").In("[=color] and [color]").ShouldBe("[=color]");
        expansion.HasErrors.ShouldBeFalse();
    }

    [Theory]
    [InlineData("[=nothing] fox", "unknown-reference")]
    [InlineData("[=] fox", "empty-reference")]
    public void A_back_reference_to_nothing_is_an_error(string prompt, string code) => Expanding.Of(prompt).Only(code).Severity.ShouldBe(Severity.Error);

    [Fact]
    public void A_lookup_is_opened_once_in_a_token_and_the_path_is_named()
    {
        var lookups = LookupTable.Of(("a", ["1", "b"]), ("b", ["2", "a", "3"]));
        var expansion = Expanding.Of("[a]", lookups: lookups);
        expansion.Prompts().ShouldBe(["1", "2", "a", "3"]);
        expansion.Only("lookup-reopened").Message.ShouldContain("a > b > a");
        Expanding.Of("[a,b]", lookups: lookups).Prompts().ShouldBe(["1", "2", "a", "3", "b"]);
    }

    [Fact]
    public void A_chain_of_ten_thousand_lookups_is_opened()
    {
        var lookups = new LookupTable(Enumerable.Range(0, 10_000).Select(i => KeyValuePair.Create<string, IReadOnlyList<string>>($"l{i}", [$"v{i}", $"l{i + 1}"])));
        Expanding.Of("[l0]", lookups: lookups).Count.Total.ShouldBe(10_001);
    }

    [Fact]
    public void Values_are_compared_after_nesting()
    {
        var lookups = LookupTable.Of(("c", ["r", "dark"]), ("dark", ["black", "brown"]));
        Expanding.Of("[c] [c]", lookups: lookups).CleanPrompts().ShouldBe(["r black", "r brown", "black r", "black brown", "brown r", "brown black"]);
    }

    [Fact]
    public void Values_of_lookups_are_taken_word_for_word()
    {
        var lookups = LookupTable.Of(("c", ["a, b", @"\[x\]", "[y,z]", "k: v"]));
        Expanding.Of("<[c]>", lookups: lookups).CleanPrompts().ShouldBe(["<a, b>", @"<\[x\]>", "<[y,z]>", "<k: v>"]);
    }

    [Fact]
    public void More_uses_than_values_are_an_error_that_names_the_lookup()
    {
        var expansion = Expanding.Of("[c] [c] [c]", lookups: LookupTable.Of(("c", ["r", "g"])));
        var error = expansion.Only("lookup-exhausted");
        error.Severity.ShouldBe(Severity.Error);
        error.Message.ShouldContain("\"c\" has 2 values");
        error.Message.ShouldContain("3 times");
        error.Start.ShouldBe(8);
        expansion.Count.Total.ShouldBe(0);
        expansion.Items().ShouldBeEmpty();
    }

    [Fact]
    public void A_lookup_without_values_is_an_error() =>
        Expanding.Of("a [none]", lookups: LookupTable.Of(("none", []))).Only("empty-lookup").Message.ShouldContain("\"none\"");

    [Theory]
    [InlineData("[color:2] x", 2)]
    [InlineData("[color:1] x", 1)]
    [InlineData("[color:9] x", 4)]
    [InlineData("[color:99999999999999999999] x", 4)]
    [InlineData("[a,b,c:2] x", 2)]
    public void A_draw_takes_so_many_distinct_options(string prompt, int count)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var expansion = Expanding.Of(prompt, seed: seed);
            expansion.Count.Total.ShouldBe(count);
            expansion.CleanPrompts().Distinct().Count().ShouldBe(count);
        }
    }

    [Fact]
    public void Draws_depend_on_the_seed_and_reach_every_option()
    {
        var drawn = Enumerable.Range(0, 200).SelectMany(seed => Expanding.Of("[color:1]", seed: (ulong)seed).Prompts()).CountBy(v => v).ToDictionary();
        drawn.Count.ShouldBe(4);
        drawn.Values.ShouldAllBe(n => n > 20);
        Expanding.Of("[color:2]", seed: 5).Prompts().ShouldBe(Expanding.Of("[color:2]", seed: 5).Prompts());
    }

    [Fact]
    public void Draws_of_one_lookup_do_not_contradict_each_other()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            Expanding.Of("[color:1] and [color:1]", seed: seed).CleanPrompts().Length.ShouldBe(1);
            Expanding.Of("[color:2] and [color:2]", seed: seed).CleanPrompts().Length.ShouldBe(4);
        }
    }

    [Fact]
    public void A_draw_of_none_is_an_error() => Expanding.Of("[a,b:0]").Only("draw-count").Severity.ShouldBe(Severity.Error);

    [Fact]
    public void Ratios_that_read_as_a_draw_get_a_warning()
    {
        Expanding.Of("[16:9,4:3]").Only("draw-or-text").Message.ShouldContain(@"\:3");
        Expanding.Of(@"[16\:9,4\:3]").CleanPrompts().ShouldBe(["16:9", "4:3"]);
    }

    [Fact]
    public void The_negative_prompt_varies_fastest() =>
        Expanding.Of("[a,b]", "[x,y]").Items().Select(i => i.Prompt + i.NegativePrompt).ShouldBe(["ax", "ay", "bx", "by"]);

    [Theory]
    [InlineData("a [red fox", "unclosed-token", Severity.Error, 2, "a [red fox")]
    [InlineData("a red] fox", "stray-bracket", Severity.Warning, 5, "a red] fox")]
    [InlineData("[a [b,c]", "unclosed-token", Severity.Error, 0, "[a b|[a c")]
    [InlineData("[]", "empty-token", Severity.Warning, 0, "")]
    [InlineData("x [", "unclosed-token", Severity.Error, 2, "x [")]
    [InlineData("]", "stray-bracket", Severity.Warning, 0, "]")]
    public void Stray_brackets_are_text_with_a_remark_at_their_place(string prompt, string code, Severity severity, int start, string prompts)
    {
        var expansion = Expanding.Of(prompt);
        var remark = expansion.Only(code);
        remark.Severity.ShouldBe(severity);
        remark.Start.ShouldBe(start);
        remark.Field.ShouldBe("prompt");
        expansion.Prompts().ShouldBe(prompts.Split('|'));
    }

    [Fact]
    public void A_remark_on_the_negative_prompt_says_so() => Expanding.Of("a", "b ]").Only("stray-bracket").Field.ShouldBe("negative_prompt");

    [Fact]
    public void Choices_are_named_by_lookup_alias_or_text_and_numbered_when_repeated()
    {
        var choices = Expanding.Of("[color] [color] [color_3] [red,green] [red,green] [=color] [color:1]", "[color,x]").Items().First().Choices;
        choices.Select(c => c.Name).ShouldBe(["color", "color#2", "color_3", "red,green", "red,green#2", "color#3", "color,x"]);
        choices.ShouldAllBe(c => c.Kind == "token");
        choices.Select(c => c.Position).ShouldBe(Enumerable.Range(0, 7));
        choices[0].Value.ShouldBe("white");
        choices[1].Value.ShouldBe("black");
    }
}
