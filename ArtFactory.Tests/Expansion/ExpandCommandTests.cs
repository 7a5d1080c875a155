using System.CommandLine;
using System.Text.Json;
using ArtFactory.Web.Cli;

namespace ArtFactory.Tests.Expansion;

public sealed class ExpandCommandTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("expand").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static (int ExitCode, string Output, string Notes) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var notes = new StringWriter();
        var exitCode = Parse(args).Invoke(new() { Output = output, Error = notes });
        return (exitCode, output.ToString(), notes.ToString());
    }

    /// <summary>The verb stands behind the program's name: a bracket right after that would be a directive.</summary>
    static ParseResult Parse(params string[] args) => new Command("artfactory") { ExpandCommand.Create() }.Parse(["expand", .. args]);

    static JsonElement Json(params string[] args)
    {
        var (_, output, _) = Run([.. args, "--json"]);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    string Lookups(string json)
    {
        var path = Path.Combine(_folder, "lookups.json");
        File.WriteAllText(path, json);
        return path;
    }

    [Fact]
    public void The_json_answer_has_count_items_and_diagnostics()
    {
        var answer = Json("A [red,blue] fox", "--negative", "blurry", "--param", "steps=8,20");
        answer.EnumerateObject().Select(p => p.Name).ShouldBe(["count", "exact", "items", "diagnostics"]);
        answer.GetProperty("count").GetInt32().ShouldBe(4);
        answer.GetProperty("exact").GetBoolean().ShouldBeTrue();
        answer.GetProperty("diagnostics").GetArrayLength().ShouldBe(0);
        var item = answer.GetProperty("items")[1];
        item.EnumerateObject().Select(p => p.Name).ShouldBe(["prompt", "negative_prompt", "parameters", "choices"]);
        item.GetProperty("prompt").GetString().ShouldBe("A red fox");
        item.GetProperty("negative_prompt").GetString().ShouldBe("blurry");
        item.GetProperty("parameters").GetProperty("steps").GetInt32().ShouldBe(20);
        item.GetProperty("choices").GetProperty("red,blue").GetString().ShouldBe("red");
        item.GetProperty("choices").GetProperty("steps").GetString().ShouldBe("20");
    }

    [Fact]
    public void A_prompt_of_another_tool_is_translated_when_asked_for_and_the_remark_says_how()
    {
        var (_, output, notes) = Run("a {red|blue} fox");
        output.ShouldContain("1 item");
        notes.ShouldContain("--translate");
        (_, output, notes) = Run("a {2::red|blue} fox", "--translate");
        output.ShouldContain("2 items");
        output.ShouldContain("a blue fox");
        notes.ShouldContain("dialect-weights");
        notes.ShouldNotContain("--translate");
    }

    [Fact]
    public void Lookups_come_from_a_file()
    {
        var path = Lookups("""{"color": ["white", "black"]}""");
        Json("a [color] cat", "--lookups", path).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("prompt").GetString())
            .ShouldBe(["a white cat", "a black cat"]);
    }

    [Fact]
    public void A_count_is_made_without_the_items_and_may_be_huge()
    {
        var answer = Json(string.Concat(Enumerable.Repeat("[1,2,3,4,5,6,7,8,9,0]", 25)), "--count");
        answer.GetProperty("count").GetRawText().ShouldBe("1" + new string('0', 25));
        answer.GetProperty("items").GetArrayLength().ShouldBe(0);
        Run("[a,b,c] [d,e] [f,g]", "--count").Output.Trim().ShouldBe("12 items");
    }

    [Fact]
    public void A_limit_is_obeyed_and_may_pass_the_usual_caps()
    {
        var prompt = "[1,2,3,4,5,6] [1,2,3,4,5,6] [1,2,3,4,5,6]";
        Json(prompt, "--limit", "3").GetProperty("items").GetArrayLength().ShouldBe(3);
        Json(prompt).GetProperty("items").GetArrayLength().ShouldBe(100);
        Json(prompt, "--limit", "500").GetProperty("items").GetArrayLength().ShouldBe(216);
        Json(prompt).GetProperty("diagnostics")[0].GetProperty("code").GetString().ShouldBe("batch-cap");
    }

    [Fact]
    public void The_same_seed_gives_the_same_draw()
    {
        var first = Run("a [1,2,3,4,5,6,7,8,9:3] b", "--seed", "18446744073709551615").Output;
        Run("a [1,2,3,4,5,6,7,8,9:3] b", "--seed", "18446744073709551615").Output.ShouldBe(first);
    }

    [Fact]
    public void An_error_is_shown_under_its_place_and_gives_exit_code_3()
    {
        var (exitCode, _, notes) = Run("a [red fox");
        exitCode.ShouldBe(3);
        notes.ShouldContain("unclosed-token");
        notes.ShouldContain("  a [red fox" + Environment.NewLine + "    ^");
    }

    [Fact]
    public void An_error_stands_in_the_json_answer_too()
    {
        var (exitCode, output, _) = Run("a(&)b", "--negative", "a(&)b(&)c", "--json");
        exitCode.ShouldBe(3);
        using var document = JsonDocument.Parse(output);
        var diagnostic = document.RootElement.GetProperty("diagnostics")[0];
        diagnostic.EnumerateObject().Select(p => p.Name).ShouldBe(["severity", "code", "message", "field", "start", "length"]);
        diagnostic.GetProperty("severity").GetString().ShouldBe("error");
        diagnostic.GetProperty("field").GetString().ShouldBe("negative_prompt");
    }

    [Fact]
    public void A_missing_lookups_file_gives_exit_code_4() => Run("a", "--lookups", Path.Combine(_folder, "none.json")).ExitCode.ShouldBe(4);

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("""{"color": "red"}""")]
    [InlineData("""{"color": [null]}""")]
    [InlineData("not json")]
    public void A_lookups_file_of_another_form_gives_exit_code_3_and_says_what_it_must_be(string json)
    {
        var (exitCode, _, notes) = Run("a", "--lookups", Lookups(json));
        exitCode.ShouldBe(3);
        notes.ShouldContain("""{"color": ["red", "blue"]}""");
    }

    [Fact]
    public void Wrong_usage_is_refused_before_anything_runs()
    {
        Parse(["a", "--param", "steps"]).Errors.ShouldNotBeEmpty();
        Parse(["a", "--limit", "-1"]).Errors.ShouldNotBeEmpty();
        Parse([]).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void People_read_the_count_and_numbered_items()
    {
        var lines = Run("A [red,blue] fox", "--negative", "blurry").Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldBe(["2 items", "    1  A red fox", "       not: blurry", "    2  A blue fox", "       not: blurry"]);
    }

    [Fact]
    public void A_lookup_and_a_parameter_of_one_name_both_keep_their_choice()
    {
        var choices = Json("[steps] x", "--lookups", Lookups("""{"steps": ["stone", "wood"]}"""), "--param", "steps=1,2").GetProperty("items")[0].GetProperty("choices");
        choices.GetProperty("steps").GetString().ShouldBe("stone");
        choices.GetProperty("steps#2").GetString().ShouldBe("1");
    }
}
