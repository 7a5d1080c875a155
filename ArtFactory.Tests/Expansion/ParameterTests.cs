using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Expansion;

public sealed class ParameterTests
{
    static readonly ParameterSchema Schema = new(
    [
        new() { Name = "prompt", Type = ParameterType.Prompt },
        new() { Name = "steps", Type = ParameterType.Integer, Minimum = 1, Maximum = 50, Order = 1 },
        new() { Name = "guidance_scale", Type = ParameterType.Number, Minimum = 0, Maximum = 20, Step = 0.5m, Aliases = ["cfg", "guidance"], Order = 2 },
        new() { Name = "seed", Type = ParameterType.Integer, Nullable = true, Order = 3 },
        new() { Name = "sampler", Type = ParameterType.Choice, Options = [new("euler", "Euler"), new("dpm"), new("1,024")], Order = 4 },
        new() { Name = "tiling", Type = ParameterType.Boolean, Order = 5 },
        new() { Name = "note", Type = ParameterType.Text, Order = 6 },
        new() { Name = "words", Type = ParameterType.Text, Interpolates = true, Order = 7 },
        new() { Name = "extra", Type = ParameterType.Json, Order = 8 },
        new() { Name = "image", Type = ParameterType.Media, Order = 9 },
    ]);

    static PromptExpansion With(params (string Name, string Value)[] parameters) => Expanding.Of("x", schema: Schema, parameters: parameters);

    static IEnumerable<string> Values(PromptExpansion expansion, string name) => expansion.Items().Select(i => i.Json(name));

    [Theory]
    [InlineData("8,10,20", "8 10 20")]
    [InlineData("8, 10 ,20", "8 10 20")]
    [InlineData("10..13", "10 11 12 13")]
    [InlineData("10..20:5", "10 15 20")]
    [InlineData("10..20:7", "10 17")]
    [InlineData("13..10", "13 12 11 10")]
    [InlineData("20..10:-5", "20 15 10")]
    [InlineData("5..5", "5")]
    [InlineData("1,3..4,9", "1 3 4 9")]
    [InlineData("8", "8")]
    [InlineData("8.0", "8")]
    public void Whole_numbers_come_in_lists_and_ranges(string typed, string values)
    {
        var expansion = With(("steps", typed));
        expansion.Diagnostics.ShouldBeEmpty();
        Values(expansion, "steps").ShouldBe(values.Split(' '));
        expansion.Count.Total.ShouldBe(values.Split(' ').Length);
    }

    [Theory]
    [InlineData("0.1..0.3:0.1", "0.1 0.2 0.3")]
    [InlineData("1..2", "1 1.5 2")]
    [InlineData("0.3..0.1:0.1", "0.3 0.2 0.1")]
    [InlineData("7.50", "7.50")]
    [InlineData(".5", "0.5")]
    [InlineData("1e1", "1e1")]
    [InlineData("0.1000000000000000000001", "0.1000000000000000000001")]
    public void Decimals_are_exact_and_stay_as_typed(string typed, string values) => Values(With(("cfg", typed)), "guidance_scale").ShouldBe(values.Split(' '));

    [Theory]
    [InlineData("10", "4 4 2")]
    [InlineData("8", "4 4")]
    [InlineData("5", "4 1")]
    [InlineData("4", "4")]
    [InlineData("2,6", "2 4 2")]
    public void More_products_than_one_request_makes_are_made_by_several(string typed, string values)
    {
        var schema = new ParameterSchema([new() { Name = "prompt", Type = ParameterType.Prompt }, new() { Name = "numImages", Type = ParameterType.Integer, Minimum = 1, Maximum = 4 }]);
        var expansion = Expanding.Of("x", schema: schema, parameters: [("numImages", typed)]);
        Values(expansion, "numImages").ShouldBe(values.Split(' '));
        expansion.Count.Total.ShouldBe(values.Split(' ').Length);
        expansion.Diagnostics.ShouldAllBe(d => d.Severity == Severity.Info && d.Code == "batch-split");
    }

    [Fact]
    public void A_list_of_large_numbers_of_products_ends_where_any_list_ends()
    {
        var schema = new ParameterSchema([new() { Name = "n", Type = ParameterType.Integer, Minimum = 1, Maximum = 1 }]);
        var expansion = Expanding.Of("x", schema: schema, parameters: [("n", string.Join(',', Enumerable.Repeat("9999", 200)))]);
        expansion.Diagnostics.ShouldContain(d => d.Code == "too-many-values");
        expansion.Count.Total.ShouldBeLessThan(120_000);
    }

    [Theory]
    [InlineData("steps", "60")]
    [InlineData("n", "0")]
    [InlineData("n", "-3")]
    [InlineData("n", "10001")]
    [InlineData("n", "99999999999999999999")]
    [InlineData("n", "9|2")]
    public void Any_other_number_out_of_bounds_stays_wrong(string name, string typed)
    {
        var schema = new ParameterSchema([.. Schema.Parameters, new() { Name = "n", Type = ParameterType.Integer, Minimum = 1, Maximum = 4 }]);
        Expanding.Of("x", schema: schema, parameters: [(name, typed)]).Diagnostics.ShouldContain(d => d.Severity == Severity.Error);
    }

    [Fact]
    public void Several_parameters_multiply_in_the_order_of_the_schema() =>
        With(("tiling", "true,false"), ("STEPS", "1,2")).Items().Select(i => $"{i.Json("steps")} {i.Json("tiling")}").ShouldBe(["1 true", "1 false", "2 true", "2 false"]);

    [Fact]
    public void Without_a_schema_parameters_multiply_in_the_order_of_their_names() =>
        Expanding.Of("x", parameters: [("b", "1,2"), ("a", "3,4")]).Items().Select(i => $"{i.Json("a")}{i.Json("b")}").ShouldBe(["31", "32", "41", "42"]);

    [Fact]
    public void Seeds_of_64_bits_are_kept_exactly()
    {
        Values(With(("seed", "18446744073709551615,9007199254740993")), "seed").ShouldBe(["18446744073709551615", "9007199254740993"]);
        Values(Expanding.Of("x meta:a:1 pipeline:seed:18446744073709551615"), "seed").ShouldBe(["18446744073709551615"]);
        With(("seed", "18446744073709551616")).Only("bad-value").Message.ShouldContain("64 bits");
    }

    [Fact]
    public void A_giant_range_is_counted_and_walked_without_being_built()
    {
        var expansion = Expanding.Of("x", batchCap: 100, parameters: ("n", "1..1000000000"));
        expansion.Count.Total.ShouldBe(1_000_000_000);
        expansion.Count.Items.ShouldBe(100);
        Values(expansion, "n").Take(3).ShouldBe(["1", "2", "3"]);
        var seeds = Expanding.Of("batch:sample:5 x", parameters: ("n", "0..18446744073709551615"));
        seeds.Count.Total.ShouldBe(5);
        Values(seeds, "n").Select(ulong.Parse).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Theory]
    [InlineData("steps", "1..2:0", "other than 0")]
    [InlineData("steps", "1..", "is not a range")]
    [InlineData("steps", "1..x", "is not a range")]
    [InlineData("steps", "0..79228162514264337593543950335:0.0000001", "too many values")]
    public void A_range_that_is_none_is_an_error(string name, string typed, string message)
    {
        var error = With((name, typed)).Only("bad-range");
        error.Severity.ShouldBe(Severity.Error);
        error.Field.ShouldBe(name);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("steps", "51", "between 1 and 50")]
    [InlineData("steps", "1.5", "whole numbers")]
    [InlineData("steps", "many", "takes a number")]
    [InlineData("steps", "40..60", "between 1 and 50")]
    [InlineData("steps", "1..2:0.5", "whole numbers")]
    [InlineData("tiling", "maybe", "true or false")]
    [InlineData("sampler", "ddim", "choose one of euler, dpm")]
    [InlineData("extra", "{", "takes JSON")]
    public void A_value_that_does_not_serve_is_an_error_on_the_item_and_under_the_field(string name, string typed, string message)
    {
        var expansion = With((name, typed));
        var error = expansion.Only("bad-value");
        error.Severity.ShouldBe(Severity.Error);
        error.Field.ShouldBe(name);
        error.Message.ShouldContain(message);
        var wrong = expansion.Items().First(i => i.Errors.Count > 0);
        wrong.Errors.Single().Field.ShouldBe(name);
        wrong.Parameters.ContainsKey(name).ShouldBeFalse();
    }

    [Fact]
    public void Only_the_items_with_the_wrong_value_have_the_error()
    {
        var items = With(("steps", "8,10,2000")).Items().ToArray();
        items.Select(i => i.Errors.Count).ShouldBe([0, 0, 1]);
    }

    [Fact]
    public void An_error_in_a_command_points_into_the_prompt()
    {
        const string Prompt = "x pipeline:cfg:99 y";
        var error = Expanding.Of(Prompt, schema: Schema).Only("bad-value");
        error.Field.ShouldBe("prompt");
        error.In(Prompt).ShouldBe("99");
        error.Message.ShouldContain("guidance_scale");
    }

    [Fact]
    public void Names_match_in_any_case_and_through_aliases()
    {
        var expansion = Expanding.Of("x pipeline:Guidance:3", schema: Schema, parameters: ("CFG", "5"));
        expansion.Diagnostics.ShouldBeEmpty();
        Values(expansion, "guidance_scale").ShouldBe(["3"]);
        expansion.Items().Single().Parameters.Count.ShouldBe(1);
    }

    [Fact]
    public void Two_names_of_one_parameter_get_a_warning_and_the_own_name_counts()
    {
        var expansion = With(("cfg", "5"), ("guidance_scale", "6"));
        expansion.Only("same-parameter").Severity.ShouldBe(Severity.Warning);
        Values(expansion, "guidance_scale").ShouldBe(["6"]);
    }

    [Fact]
    public void An_unknown_name_is_dropped_with_a_warning()
    {
        var expansion = With(("stepz", "5"));
        expansion.Only("unknown-parameter").Field.ShouldBe("stepz");
        expansion.HasErrors.ShouldBeFalse();
        expansion.Items().Single().Parameters.ShouldBeEmpty();
        Expanding.Of("x pipeline:stepz:1 batch:stepy:2 meta:stepx:3", schema: Schema).Diagnostics.Count.ShouldBe(3);
    }

    [Fact]
    public void Choices_match_by_value_or_label_and_may_hold_a_comma()
    {
        Values(With(("sampler", "Euler, dpm")), "sampler").ShouldBe(["\"euler\"", "\"dpm\""]);
        Values(With(("sampler", "1,024")), "sampler").ShouldBe(["\"1,024\""]);
        Values(With(("sampler", @"dpm,1\,024")), "sampler").ShouldBe(["\"dpm\"", "\"1,024\""]);
    }

    [Fact]
    public void Text_is_taken_word_for_word_unless_it_interpolates()
    {
        Values(With(("note", "a, b..c | d \\, e")), "note").Single().ShouldBe("\"a, b..c | d \\\\, e\"");
        Values(With(("words", @"a\,b, c")), "words").ShouldBe(["\"a,b\"", "\"c\""]);
        Values(Expanding.Of(@"x pipeline:note:a\,b", schema: Schema), "note").ShouldBe(["\"a,b\""]);
        Values(Expanding.Of("x pipeline:note:\"a, b\"", schema: Schema), "note").ShouldBe(["\"a, b\""]);
    }

    [Fact]
    public void Booleans_json_media_and_null_convert()
    {
        Values(With(("tiling", "yes,off")), "tiling").ShouldBe(["true", "false"]);
        Values(With(("extra", """{"a": [1, 2]}""")), "extra").ShouldBe(["""{"a": [1, 2]}"""]);
        Values(With(("image", "product:1,2")), "image").ShouldBe(["\"product:1,2\""]);
        Values(With(("seed", "null,5")), "seed").ShouldBe(["null", "5"]);
    }

    [Fact]
    public void A_blank_field_is_not_given()
    {
        var item = With(("steps", ""), ("sampler", " "), ("note", "")).Items().Single();
        item.Parameters.Keys.ShouldBe(["note"]);
        item.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_prompt_is_no_parameter()
    {
        Expanding.Of("x pipeline:prompt:y", schema: Schema).Only("prompt-as-parameter");
        With(("negative_prompt", "y")).Items().Single().Parameters.ShouldBeEmpty();
    }

    [Fact]
    public void Empty_places_are_left_out_and_repeats_remarked()
    {
        Values(With(("steps", "1,,2,")), "steps").ShouldBe(["1", "2"]);
        With(("steps", "1,,2,")).Only("empty-value").Severity.ShouldBe(Severity.Warning);
        Values(With(("steps", "4,4")), "steps").ShouldBe(["4", "4"]);
        With(("steps", "4,4")).Only("duplicate-value").Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void Bars_pick_one_value_for_each_item_by_the_seed()
    {
        var expansion = Expanding.Of("[1,2,3,4,5,6,7,8,9,10] [1,2,3,4,5,6,7,8,9,10]", schema: Schema, seed: 3, parameters: ("steps", "10|20|30..32"));
        expansion.Count.Total.ShouldBe(100);
        var picked = Values(expansion, "steps").ToArray();
        picked.Distinct().Order().ShouldBe(["10", "20", "30", "31", "32"]);
        Values(expansion, "steps").ShouldBe(picked);
        expansion.Items(40).Select(i => i.Json("steps")).ShouldBe(picked[40..]);
        expansion.Items().First().Choices.ShouldContain(c => c.Kind == "parameter" && c.Name == "steps" && c.Value == picked[0]);
        Values(Expanding.Of("[1,2,3,4,5,6,7,8,9,10] [1,2,3,4,5,6,7,8,9,10]", seed: 4, parameters: ("steps", "10|20")), "steps").ShouldNotBe(picked);
        Values(With(("steps", "1,5|5")), "steps").ShouldBe(["1", "5"]);
    }

    [Fact]
    public void Without_a_schema_values_are_numbers_or_text()
    {
        var item = Expanding.Of("x", parameters: [("a", "007"), ("b", "-1.50"), ("c", "true"), ("d", @"x\,y"), ("e", "1..x")]).Items().Single();
        item.Parameters.Select(p => p.Value.GetRawText()).ShouldBe(["\"007\"", "-1.50", "\"true\"", "\"x,y\"", "\"1..x\""]);
    }

    [Fact]
    public void Only_what_varies_is_a_choice() =>
        With(("steps", "8,9"), ("cfg", "3")).Items().First().Choices.Select(c => (c.Kind, c.Name, c.Value)).ShouldBe([("parameter", "steps", "8")]);
}
