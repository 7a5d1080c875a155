using ArtFactory.Engine.Expansion;
using FsCheck;
using FsCheck.Fluent;

namespace ArtFactory.Tests.Expansion;

/// <summary>Whatever is typed gives an expansion: no exception, no endless loop, positions within the text.</summary>
public sealed class TotalityTests
{
    static readonly LookupTable Lookups = LookupTable.Of(("a", ["1", "2", "b"]), ("b", ["a", "x || y", "z pipeline:s:1,2"]), ("e", []), ("é", ["\U0001F600", ""]));

    static readonly Gen<string> Texts = Gen.Elements(
            "[", "]", ",", ":", "\\", "=", "_", "1", "2", "9", "a", "b", "e", "é", " ", "\n", "||", "|", "(&)", "(", ")", "&", "..", "\"", "{", "}", "$$", "__",
            "meta:", "batch:", "pipeline:", "seed", "sample", "maxbatchitems", "[a]", "[=a]", "[a_1:2]", "x y", "\uFDD0", "\uFDD4", "\uD83D", "\0", "steps:1..3", "s:1|2")
        .ListOf().Select(l => string.Concat(l));

    static readonly Gen<(string Prompt, string Negative, string Parameter)> Requests =
        from prompt in Texts
        from negative in Texts
        from parameter in Texts
        select (prompt, negative, parameter);

    static PromptExpansion Parse(string prompt, string negative = "", string parameter = "1") =>
        Expanding.Of(prompt, negative, Lookups, batchCap: 50, orderCap: 200, parameters: ("s", parameter));

    static void InBounds(PromptExpansion expansion, string prompt, string negative, string parameter)
    {
        foreach (var d in expansion.Diagnostics)
        {
            var length = d.Field switch { "prompt" => prompt.Length, "negative_prompt" => negative.Length, _ => parameter.Length };
            (d.Start >= 0 && d.Length >= 0 && d.Start + d.Length <= length).ShouldBeTrue($"{d} in {prompt}");
        }
    }

    [Fact]
    public void Anything_typed_expands() => Prop.ForAll(Requests.ToArbitrary(), request =>
    {
        var (prompt, negative, parameter) = request;
        var expansion = Parse(prompt, negative, parameter);
        InBounds(expansion, prompt, negative, parameter);
        var items = expansion.Items().ToArray();
        items.Length.ShouldBeLessThanOrEqualTo(200);
        if (expansion.Count.ItemsExact) items.Length.ShouldBe(expansion.Count.Items, prompt);
        foreach (var item in items)
        {
            _ = item.Choices.Count;
            item.Prompt.ShouldNotContain('\uFDD4');
        }
        expansion.Sample(3, 1).Count.ShouldBe(Math.Min(3, items.Length));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1200).WithEndSize(40));

    [Fact]
    public void Anything_typed_is_coloured_whole_and_completed() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        var at = 0;
        foreach (var span in PromptMarkup.Read(text))
        {
            span.Start.ShouldBe(at);
            span.Length.ShouldBeGreaterThan(0);
            at += span.Length;
        }
        at.ShouldBe(text.Length);
        for (var caret = 0; caret <= text.Length; caret++)
        {
            var completion = PromptCompletion.At(text, caret, Lookups);
            (completion.Start >= 0 && completion.Start <= caret && completion.Start + completion.Length >= caret && completion.Start + completion.Length <= text.Length)
                .ShouldBeTrue($"{completion} at {caret} in {text}");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(250).WithEndSize(30));

    [Fact]
    public void Any_foreign_prompt_or_file_is_read() => Prop.ForAll(Texts.ToArbitrary(), text =>
    {
        var translated = DialectTranslator.Translate(text);
        translated.Diagnostics.ShouldAllBe(d => d.Start >= 0 && d.Start + d.Length <= text.Length);
        _ = WildcardImport.Read("a.txt", text);
        _ = WildcardImport.Read("a.yaml", text);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(600).WithEndSize(40));

    public static TheoryData<string, int> Floods => new()
    {
        { "[", 200_000 }, { "]", 200_000 }, { "[a", 100_000 }, { "[a]", 60_000 }, { "[=a]", 60_000 }, { "\\[", 100_000 }, { "||", 50_000 }, { "(&)", 3_000 },
        { "meta:", 40_000 }, { "meta:a:[ ", 30_000 }, { "meta:a:1 ", 30_000 }, { "pipeline:a:\"", 30_000 }, { "pipeline:a:1 ", 30_000 }, { "batch:a:(", 30_000 },
        { "[a,b:2]", 30_000 }, { "{", 100_000 }, { "{a|", 50_000 }, { "__a__", 50_000 }, { "__", 100_000 }, { "[,,,,]", 30_000 }, { " ", 300_000 }, { "|", 300_000 }, { ":", 300_000 }, { "1,", 100_000 },
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public void Floods_of_one_thing_end(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var expansion = Parse(text, parameter: text);
        InBounds(expansion, text, "", text);
        expansion.Items().Take(3).Count().ShouldBeLessThanOrEqualTo(3);
        _ = PromptMarkup.Read(text);
        _ = PromptCompletion.At(text, text.Length, Lookups);
        _ = DialectTranslator.Translate(text);
        _ = WildcardImport.Read("a.yaml", text);
    }

    [Fact]
    public void A_huge_option_list_is_read()
    {
        var expansion = Parse("[" + string.Join(',', Enumerable.Range(0, 200_000)) + "] [a]");
        expansion.Count.Total.ShouldBeGreaterThan(200_000);
    }

    [Fact]
    public void Too_many_tokens_are_refused_and_stay_as_text()
    {
        var expansion = Parse(string.Concat(Enumerable.Repeat("[p,q]", 1001)));
        expansion.Only("too-many-tokens").Start.ShouldBe(5000);
        expansion.Items().First().Prompt.ShouldEndWith("p[p,q]");
    }

    [Fact]
    public void Very_many_remarks_are_cut_short()
    {
        var expansion = Parse(string.Concat(Enumerable.Repeat("] ", 5000)));
        expansion.Diagnostics.Count.ShouldBe(201);
        expansion.Diagnostics[^1].Code.ShouldBe("more-remarks");
    }
}
