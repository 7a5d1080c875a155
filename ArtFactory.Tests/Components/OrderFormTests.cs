using System.Text.Json;
using ArtFactory.Engine.Expansion;
using ArtFactory.Engine.Providers;
using ArtFactory.Web.Shared;
using Bunit;

namespace ArtFactory.Tests.Components;

public sealed class OrderFormTests : BunitContext
{
    readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    static readonly ParameterSchema Schema = new(
    [
        new() { Name = "prompt", Type = ParameterType.Prompt, Required = true, Order = 0 },
        new() { Name = "steps", Type = ParameterType.Integer, Minimum = 1, Maximum = 100, Default = JsonSerializer.SerializeToElement(30), Help = "How long it works.", Order = 1 },
        new() { Name = "style", Type = ParameterType.Choice, Options = [new("oil"), new("ink")], Group = "Look", Order = 2 },
        new() { Name = "tile", Type = ParameterType.Boolean, Group = "Look", Order = 3 },
        new() { Name = "seed", Type = ParameterType.Integer, Order = 4 },
        new() { Name = "width", Type = ParameterType.Integer, Aliases = ["w"], Order = 6 },
        new() { Name = "extra", Type = ParameterType.Json, Advanced = true, Order = 5 },
    ]);

    public OrderFormTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    IRenderedComponent<ParameterForm> Form(params Diagnostic[] faults) => Render<ParameterForm>(p => p
        .Add(f => f.Schema, Schema)
        .Add(f => f.Values, _values)
        .Add(f => f.Diagnostics, faults)
        .Add(f => f.ValueChanged, change => _values[change.Key] = change.Value));

    [Fact]
    public void Every_parameter_but_the_prompts_has_a_labelled_control_of_its_kind()
    {
        var form = Form();

        form.FindAll("#parameter-prompt").Count.ShouldBe(0);
        form.Find("#parameter-steps").GetAttribute("placeholder").ShouldBe("30");
        form.Find("label[for=parameter-steps]").TextContent.ShouldBe("Steps");
        form.Find("input[type=range]").GetAttribute("max").ShouldBe("100");
        form.FindAll("#parameter-style button").Select(b => b.TextContent).ShouldBe(["oil", "ink"]);
        form.FindAll("#parameter-tile button").Select(b => b.TextContent).ShouldBe(["Yes", "No"]);
        form.FindAll("legend").Select(l => l.TextContent).ShouldBe(["Look"]);
    }

    [Fact]
    public void What_is_advanced_is_folded_until_it_is_in_use()
    {
        Form().Find("details").HasAttribute("open").ShouldBeFalse();
        _values["extra"] = "{}";

        Form().Find("details").HasAttribute("open").ShouldBeTrue();
    }

    [Fact]
    public void Several_values_can_be_typed_and_reach_the_order_as_typed()
    {
        Form().Find("#parameter-steps").Input("8,20");

        _values["steps"].ShouldBe("8,20");
    }

    [Fact]
    public void Pressing_options_with_the_key_down_asks_for_each()
    {
        Form().FindAll("#parameter-style button")[0].Click();
        Form().FindAll("#parameter-style button")[1].Click(new Microsoft.AspNetCore.Components.Web.MouseEventArgs { ShiftKey = true });

        _values["style"].ShouldBe("oil,ink");
        Form().FindAll("#parameter-style [aria-pressed=true]").Count.ShouldBe(2);
    }

    [Fact]
    public void What_was_typed_under_another_name_of_a_parameter_shows_in_its_field_with_its_faults()
    {
        _values["w"] = "20";

        var form = Form(new Diagnostic(Severity.Error, "range", "Width goes from 64.", "w", 0, 2));

        form.Find("#parameter-width").GetAttribute("value").ShouldBe("20");
        form.Find("#parameter-width").GetAttribute("aria-invalid").ShouldBe("true");
    }

    [Fact]
    public void A_fault_stands_at_its_field_and_marks_it()
    {
        var form = Form(new Diagnostic(Severity.Error, "range", "Steps go from 1 to 100.", "steps", 0, 3));

        form.Find("#parameter-steps").GetAttribute("aria-invalid").ShouldBe("true");
        form.Find(".error").TextContent.ShouldBe("Steps go from 1 to 100.");
    }

    [Fact]
    public async Task The_editor_hands_on_what_is_typed_and_says_faults_of_its_own_field_below()
    {
        var typed = "";
        var submitted = 0;
        var editor = Render<PromptEditor>(p => p
            .Add(e => e.Id, "prompt").Add(e => e.Label, "Prompt").Add(e => e.Value, "A [red")
            .Add(e => e.ValueChanged, (string text) => typed = text)
            .Add(e => e.OnSubmit, () => submitted++)
            .Add(e => e.JudgedText, "A [red")
            .Add(e => e.Diagnostics, [new(Severity.Error, "bracket", "The bracket is not closed.", "prompt", 2, 1), new(Severity.Error, "other", "Elsewhere.", "negative_prompt", 0, 1)]));

        editor.FindAll(".faults li").Select(l => l.TextContent.Trim()).ShouldBe(["The bracket is not closed."]);
        editor.Find("textarea").GetAttribute("aria-invalid").ShouldBe("true");

        await editor.InvokeAsync(() => editor.Instance.Submit("A [red,blue]"));
        typed.ShouldBe("A [red,blue]");
        submitted.ShouldBe(1);
    }

    [Fact]
    public void The_remark_on_another_tools_notation_offers_to_translate_and_says_what_is_lost()
    {
        const string text = "a {2::red|blue} fox";
        var typed = "";
        var editor = Render<PromptEditor>(p => p
            .Add(e => e.Id, "prompt").Add(e => e.Label, "Prompt").Add(e => e.Value, text).Add(e => e.JudgedText, text)
            .Add(e => e.ValueChanged, (string written) => typed = written)
            .Add(e => e.Diagnostics, Expander.Parse(new ExpansionRequest { Prompt = text }).Diagnostics));

        editor.FindAll(".faults button").Single(b => b.TextContent == "Translate").Click();

        typed.ShouldBe("a [red,blue] fox");
        editor.Render(p => p.Add(e => e.Value, typed).Add(e => e.Diagnostics, []));
        editor.Find(".faults").TextContent.ShouldContain("weights are lost");
        editor.Render(p => p.Add(e => e.Value, typed + "."));
        editor.FindAll(".faults").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(8, 3, 1, 2, "3 of 8 done, 2 running, 1 failed")]
    [InlineData(4, 4, 0, 0, "4 of 4 done")]
    public void Progress_is_said_in_words_and_shown_in_parts(int total, int done, int failed, int running, string words)
    {
        var bar = Render<ProgressBar>(p => p.Add(b => b.Total, total).Add(b => b.Done, done).Add(b => b.Failed, failed).Add(b => b.Running, running));

        bar.Find("[role=progressbar]").GetAttribute("aria-valuetext").ShouldBe(words);
        bar.FindAll("[role=progressbar] > span").Count.ShouldBe(new[] { done, failed, running }.Count(n => n > 0));
    }
}
