using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Spending;

public sealed class PriceCeilingTests
{
    static readonly ParameterSchema Schema = new(
    [
        new() { Name = "num_outputs", Type = ParameterType.Integer, Minimum = 1, Maximum = 4, Default = JsonSerializer.SerializeToElement(2), Aliases = ["n"] },
        new() { Name = "duration", Type = ParameterType.Choice, Options = [new("5s"), new("8s")] },
        new() { Name = "width", Type = ParameterType.Integer, Default = JsonSerializer.SerializeToElement(1024) },
        new() { Name = "height", Type = ParameterType.Integer, Default = JsonSerializer.SerializeToElement(1024) },
        new() { Name = "images", Type = ParameterType.Media },
    ]);

    [Theory]
    [InlineData("output", "0.003", "{}", "0.006")] // the schema's default of two pictures
    [InlineData("output", "0.003", """{"num_outputs":4}""", "0.012")]
    [InlineData("output", "0.1", """{"num_outputs":"3"}""", "0.3")]
    [InlineData("output", "0.003", """{"num_outputs":1,"images":"3d.png"}""", "0.003")]
    [InlineData("run", "0.05", """{"num_outputs":4}""", "0.05")]
    [InlineData("second", "0.07", """{"num_outputs":1,"duration":"5s"}""", "0.35")]
    [InlineData("second", "0.07", """{"num_outputs":1}""", "0.56")] // unsaid: the longest it can be
    [InlineData("megapixel", "0.04", """{"num_outputs":1}""", "0.04")]
    [InlineData("megapixel", "0.04", """{"num_outputs":2,"width":1025}""", "0.16")]
    [InlineData("megapixel", "0.04", """{"num_outputs":1,"size":"2048x2048"}""", "0.16")]
    [InlineData("megapixel", "0.04", """{"num_outputs":1,"size":"4K"}""", "0.64")]
    [InlineData("megapixel", "0.04", """{"num_outputs":1,"image_size":"auto_2K"}""", "0.16")]
    [InlineData("megapixel", "0.04", """{"num_outputs":1,"resolution":"1080p"}""", "0.08")]
    [InlineData("megapixel", "0.04", """{"num_outputs":1,"image_size":"landscape_4_3"}""", "0.04")]
    [InlineData("output", "0.0000001", """{"num_outputs":1}""", "0.000001")] // rounded up: never below what it may cost
    public void The_ceiling_is_the_most_one_request_can_cost(string unit, string amount, string parameters, string expected) =>
        PriceCeiling.Of(new(Decimal(amount), unit), Schema, ParameterSet.Parse(parameters)).ShouldBe(Decimal(expected));

    [Fact]
    public void An_unknown_price_and_a_sum_beyond_reckoning_have_none()
    {
        PriceCeiling.Of(ModelPrice.Unknown, Schema, ParameterSet.Empty).ShouldBeNull();
        PriceCeiling.Of(new(0.1m, "output"), Schema, ParameterSet.Parse("""{"num_outputs":"79228162514264337593543950335"}""")).ShouldBeNull();
    }

    [Fact]
    public void Frames_over_their_rate_are_seconds() =>
        PriceCeiling.Of(new(0.5m, "second"), ParameterSchema.Empty, ParameterSet.Parse("""{"num_frames":81,"fps":16}""")).ShouldBe(2.53125m);

    static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
