using ArtFactory.Engine.Expansion;

namespace ArtFactory.Tests.Expansion;

public sealed class DialectTests
{
    static string Clean(string text)
    {
        var translation = DialectTranslator.Translate(text);
        translation.Diagnostics.ShouldBeEmpty();
        return translation.Text;
    }

    [Theory]
    [InlineData("a __color__ fox", "a [color] fox")]
    [InlineData("__animals/big-cats__ and __my_list__", "[animals/big-cats] and [my_list]")]
    [InlineData("a {red|green|blue} fox", "a [red,green,blue] fox")]
    [InlineData("{red|}", "[red,]")]
    [InlineData("{ red | __color__ }", "[red,color]")]
    [InlineData("{a|{b|c}|d}", "[a,b,c,d]")]
    [InlineData("{big {cat|dog}|fox}", "[big cat,big dog,fox]")]
    [InlineData("{a, b|c[d]}", @"[a\, b,c\[d\]]")]
    [InlineData("{16:9|4:3}", @"[16:9,4\:3]")]
    [InlineData("{1$$a|b}", "[a,b:1]")]
    public void The_dialect_becomes_tokens(string text, string expected)
    {
        Clean(text).ShouldBe(expected);
        DialectTranslator.IsForeign(text).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a plain [red,green] prompt, (word:1.2)")]
    [InlineData("{word}, {{very}} and } {")]
    [InlineData("snake_case and __dunder")]
    [InlineData("")]
    public void What_is_not_the_dialect_stays(string text)
    {
        Clean(text).ShouldBe(text);
        DialectTranslator.IsForeign(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{2$$a|b|c}", "[a,b,c:2]", "dialect-changed")]
    [InlineData("{2$$ and $$a|b|c}", "[a,b,c:2]", "dialect-changed")]
    [InlineData("{0.5::a|b}", "[a,b]", "dialect-weights")]
    [InlineData("{3::a|1::__color__}", "[a,color]", "dialect-weights")]
    [InlineData("{a __color__ cat|b}", "{a __color__ cat|b}", "dialect-kept")]
    [InlineData("a __col*__ fox", "a __col*__ fox", "dialect-kept")]
    [InlineData("${x={a|b}}", "${x={a|b}}", "dialect-kept")]
    public void What_is_lost_is_said(string text, string expected, string code)
    {
        var translation = DialectTranslator.Translate(text);
        translation.Text.ShouldBe(expected);
        translation.Diagnostics.ShouldContain(d => d.Code == code && d.Severity == Severity.Warning);
    }

    [Fact]
    public void A_range_of_picks_takes_its_first_number()
    {
        var translation = DialectTranslator.Translate("{2-3$$a|b|c}");
        translation.Text.ShouldBe("[a,b,c:2]");
        translation.Diagnostics.ShouldContain(d => d.Message.Contains("\"2-3$$\""));
    }

    [Fact]
    public void The_lookups_that_a_translation_needs_are_named() =>
        DialectTranslator.Translate("__a__ {x|__b/c__} __A__").Lookups.ShouldBe(["a", "b/c"]);

    [Fact]
    public void A_translation_expands()
    {
        var text = DialectTranslator.Translate("a {red|__color__} {16:9|4:3}").Text;
        Expanding.Of(text).Count.Total.ShouldBe(4 * 2);
    }

    [Fact]
    public void A_prompt_in_the_dialect_is_remarked_where_it_begins()
    {
        var remark = Expanding.Of("a {red|green} fox", "no __color__").Diagnostics;
        remark.Select(d => (d.Severity, d.Code, d.Field, d.Start, d.Length)).ShouldBe(
            [(Severity.Info, "foreign-dialect", "prompt", 2, 11), (Severity.Info, "foreign-dialect", "negative_prompt", 3, 9)]);
    }

    [Fact]
    public void A_text_file_gives_one_value_a_line_under_its_folders_name()
    {
        var file = WildcardImport.Read(@"animals\big cats.txt", "\uFEFF# cats\nlion\r\n\n  tiger  \n#puma\nlion\n__wild__\n");
        file.Lookups.Single().Key.ShouldBe("animals/big cats");
        file.Lookups.Single().Values.ShouldBe(["lion", "tiger", "wild"]);
        file.Diagnostics.Single().Code.ShouldBe("duplicate-value");
    }

    [Fact]
    public void Weights_of_values_are_dropped_with_a_warning_and_markup_stays_as_text()
    {
        var file = WildcardImport.Read("x.txt", "2::red\n0.5::blue\na {big|small} cat");
        file.Lookups.Single().Values.ShouldBe(["red", "blue", "a {big|small} cat"]);
        file.Diagnostics.Select(d => d.Code).ShouldBe(["dialect-weights", "dialect-kept"]);
        file.Diagnostics[0].Field.ShouldBe("x.txt");
    }

    [Fact]
    public void Yaml_lists_are_named_by_their_path()
    {
        var file = WildcardImport.Read("all.yaml", """
            # clothes
            clothing:
              hats: [bowler, "top hat", 'it''s, a cap']
              shoes:
                - boots
                - 2::clogs
            mood: calm
            """);
        file.Lookups.Select(l => $"{l.Key}={string.Join('|', l.Values)}").ShouldBe(["clothing/hats=bowler|top hat|it's, a cap", "clothing/shoes=boots|clogs", "mood=calm"]);
        file.Diagnostics.Single().Code.ShouldBe("dialect-weights");
    }

    [Fact]
    public void A_bare_list_is_named_by_its_file()
    {
        WildcardImport.Read("sub/moods.yml", "- calm\n- wild\n- \n- ''\n").Lookups.Single().ShouldSatisfyAllConditions(
            l => l.Key.ShouldBe("sub/moods"), l => l.Values.ShouldBe(["calm", "wild", ""]));
        WildcardImport.Read("c.json", """{"color": ["red", "blue"]}""").Lookups.Single().Values.ShouldBe(["red", "blue"]);
    }

    [Fact]
    public void A_crafted_yaml_file_harms_nothing()
    {
        var bomb = "a: &a [x, x]\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"b{i}: [*a, *a]\n"));
        WildcardImport.Read("b.yaml", bomb).Lookups[0].Values.ShouldBe(["x"]);
        WildcardImport.Read("b.yaml", bomb).Diagnostics.ShouldContain(d => d.Code == "wildcard-skipped");
        _ = WildcardImport.Read("d.yaml", new string('[', 50_000));
        _ = WildcardImport.Read("d.yaml", string.Concat(Enumerable.Repeat("{a: ", 20_000)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_why()
    {
        WildcardImport.Read("x.yaml", "a: [b").Diagnostics.Single().ShouldSatisfyAllConditions(d => d.Code.ShouldBe("wildcard-unreadable"), d => d.Severity.ShouldBe(Severity.Error));
        WildcardImport.Read("x.png", "a").Diagnostics.Single().Message.ShouldContain(".yaml");
        WildcardImport.Knows("a/b.TXT").ShouldBeTrue();
    }
}
