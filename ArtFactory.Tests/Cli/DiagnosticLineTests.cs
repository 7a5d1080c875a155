using ArtFactory.Engine.Expansion;
using ArtFactory.Web.Cli;

namespace ArtFactory.Tests.Cli;

public sealed class DiagnosticLineTests
{
    [Fact]
    public void The_mark_stands_under_the_place() =>
        Lines("a [red fox", 2, 8).ShouldBe(["error in prompt: It is not closed. [code]", "  a [red fox", "    ^~~~~~~~"]);

    [Fact]
    public void Only_the_line_of_the_place_is_shown() =>
        Lines("first\nsecond [x\nthird", 13, 2)[1..].ShouldBe(["  second [x", "         ^~"]);

    [Fact]
    public void Wide_letters_and_accents_keep_the_mark_in_place() =>
        Lines("狐 e\u0301 [x", 5, 2)[1..].ShouldBe(["  狐 e\u0301 [x", "       ^~"]);

    [Fact]
    public void A_place_at_the_end_still_has_a_mark() =>
        Lines("a fox", 5, 0)[1..].ShouldBe(["  a fox", "       ^"]);

    static string[] Lines(string text, int start, int length)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DiagnosticLines.Write(writer, new(Severity.Error, "code", "It is not closed.", "prompt", start, length), text);
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
