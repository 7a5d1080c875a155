using System.Text.Json;
using ArtFactory.Engine.Providers;
using ArtFactory.Web.Shared;

namespace ArtFactory.Tests.Components;

public sealed class ParameterInputTests
{
    static readonly ParameterSpec Style = new()
    {
        Name = "style", Type = ParameterType.Choice, Default = JsonSerializer.SerializeToElement("oil"), Options = [new("oil"), new("ink"), new("chalk")],
    };

    static readonly ParameterSpec Steps = new() { Name = "steps", Type = ParameterType.Integer, Minimum = 1, Maximum = 100, Default = JsonSerializer.SerializeToElement(30) };

    [Theory]
    [InlineData("", "ink", false, "ink")]
    [InlineData("ink", "ink", false, "")]
    [InlineData("ink", "chalk", false, "chalk")]
    [InlineData("ink", "chalk", true, "ink,chalk")]
    [InlineData("chalk", "ink", true, "ink,chalk")]
    [InlineData("ink,chalk", "ink", true, "chalk")]
    [InlineData("", "ink", true, "oil,ink")]
    public void A_press_chooses_alone_and_with_the_key_adds_or_takes_away(string text, string option, bool several, string expected) =>
        ParameterInput.Press(Style, text, option, several).ShouldBe(expected);

    [Theory]
    [InlineData("oil|ink")]
    [InlineData("oil,watercolour")]
    public void Text_that_is_more_than_a_list_of_options_is_not_shown_as_buttons(string text) =>
        ParameterInput.Selected(Style, text).ShouldBeNull();

    [Theory]
    [InlineData("", "30")]
    [InlineData("8", "8")]
    [InlineData(" 12 ", "12")]
    public void The_slider_stands_at_the_number_or_the_default(string text, string expected) =>
        ParameterInput.SliderValue(Steps, text).ShouldBe(decimal.Parse(expected));

    [Theory]
    [InlineData("8,10,20")]
    [InlineData("10..20")]
    [InlineData("8|20")]
    public void Several_values_leave_the_slider_without_a_place(string text) => ParameterInput.SliderValue(Steps, text).ShouldBeNull();

    [Fact]
    public void A_seed_has_no_slider() =>
        ParameterInput.HasSlider(new() { Name = "seed", Type = ParameterType.Integer, Minimum = 0, Maximum = ulong.MaxValue }).ShouldBeFalse();
}
