using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Expansion;

public sealed class EditingTests
{
    static readonly ParameterSchema Schema = new([new() { Name = "steps", Type = ParameterType.Integer }, new() { Name = "strength", Type = ParameterType.Number }, new() { Name = "prompt", Type = ParameterType.Prompt }]);

    static string[] Spans(string text, bool negative = false) =>
        [.. PromptMarkup.Read(text, negative).Select(s => $"{s.Kind}:{text.Substring(s.Start, s.Length)}")];

    /// <summary>Completes at the bar in the text.</summary>
    static (string Replaced, string[] Suggestions) Complete(string textWithBar, ILookupSource? lookups = null)
    {
        var caret = textWithBar.IndexOf('¦', StringComparison.Ordinal);
        var text = textWithBar.Remove(caret, 1);
        var completion = PromptCompletion.At(text, caret, lookups ?? Expanding.Lookups, Schema);
        return (text.Substring(completion.Start, completion.Length), [.. completion.Suggestions.Select(s => s.Text)]);
    }

    /// <summary>The suggestions, when they replace that text.</summary>
    static string[] Complete(string textWithBar, string replaced)
    {
        var completion = Complete(textWithBar);
        completion.Replaced.ShouldBe(replaced);
        return completion.Suggestions;
    }

    [Fact]
    public void Every_kind_of_markup_has_its_span() =>
        Spans(@"meta:a:1 a [red,green] (&)b \[ [=color] || pipeline:s:2 c ]").ShouldBe(
        [
            "Command:meta:a:1", "Text: a ", "Token:[red,green]", "Text: ", "Separator:(&)", "Text:b ", @"Escape:\[", "Text: ", "Reference:[=color]",
            "Text: ", "Separator:||", "Text: ", "Command:pipeline:s:2", "Text: c ", "Stray:]",
        ]);

    [Fact]
    public void Neighbouring_tokens_are_spans_of_their_own() => Spans("[a][b]").ShouldBe(["Token:[a]", "Token:[b]"]);

    [Fact]
    public void Commands_are_text_in_a_negative_prompt() => Spans("pipeline:s:2 [a]", negative: true).ShouldBe(["Text:pipeline:s:2 ", "Token:[a]"]);

    [Fact]
    public void An_empty_text_has_no_spans() => Spans("").ShouldBeEmpty();

    [Fact]
    public void Lookups_are_suggested_inside_a_token()
    {
        Complete("a [¦").Suggestions.ShouldBe(["age", "child", "color"]);
        Complete("a [c¦").Suggestions.ShouldBe(["child", "color"]);
        Complete("a [gold, co¦l] x", "col").ShouldBe(["color"]);
        Complete("a [col¦or:2] x").Replaced.ShouldBe("color");
        Complete("a [zzz¦]").Suggestions.ShouldBeEmpty();
    }

    [Fact]
    public void Names_that_begin_with_what_was_typed_come_first()
    {
        var lookups = LookupTable.Of(("xart", ["1"]), ("style/art", ["1"]), ("art", ["1"]));
        Complete("[art¦", lookups).Suggestions.ShouldBe(["art", "style/art", "xart"]);
    }

    [Fact]
    public void An_alias_is_suggested_once_the_lookup_is_used()
    {
        Complete("a [color] and [col¦").Suggestions.ShouldBe(["color", "color_1"]);
        Complete("a [color] [color_1] and [col¦").Suggestions.ShouldBe(["color", "color_2"]);
    }

    [Fact]
    public void Back_references_suggest_what_was_used_before_the_nearest_first()
    {
        Complete("[age] [color] [color_2] [=¦ and [child]").Suggestions.ShouldBe(["age", "color", "color_2"], ignoreOrder: true);
        Complete("[age] [color] [=co¦]", "co").ShouldBe(["color"]);
        Complete("[red,green] [=¦").Suggestions.ShouldBeEmpty();
    }

    [Fact]
    public void A_suggestion_says_what_it_gives() =>
        PromptCompletion.At("[co", 3, Expanding.Lookups).Suggestions.Single().Detail.ShouldBe("white, black, blue, 1 more");

    [Fact]
    public void Commands_and_parameters_are_suggested_in_text()
    {
        Complete("a dog pi¦", "pi").ShouldBe(["pipeline:"]);
        Complete("a dog batch:s¦").Suggestions.ShouldBe(["batch:sample:", "batch:steps:", "batch:strength:"]);
        Complete("a dog pipeline:st¦", "pipeline:st").ShouldBe(["pipeline:steps:", "pipeline:strength:"]);
        Complete("a dog¦").Suggestions.ShouldBeEmpty();
        Complete(@"a \[co¦").Suggestions.ShouldBeEmpty();
        Complete("[a] co¦").Suggestions.ShouldBeEmpty();
    }
}
