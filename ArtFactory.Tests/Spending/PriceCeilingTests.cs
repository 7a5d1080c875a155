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

    [Theory]
    [InlineData("max_images")]
    [InlineData("num_videos")]
    [InlineData("number_of_outputs")]
    [InlineData("image_count")]
    [InlineData("images_count")]
    [InlineData("n_images")]
    [InlineData("numImages")]
    [InlineData("NumberOfImages")]
    [InlineData("batch-size")]
    [InlineData("num_outputs")]
    public void A_count_counts_however_it_is_written(string name)
    {
        var schema = new ParameterSchema([new() { Name = name, Type = ParameterType.Integer, Minimum = 1, Maximum = 15, Aliases = ["num_images"] }]);
        var typed = ParameterSet.Empty.With(name, JsonSerializer.SerializeToElement(3));
        PriceCeiling.Of(new(0.1m, "output"), schema, typed).ShouldBe(0.3m);
        PriceCeiling.Of(new(0.1m, "output"), ParameterSchema.Empty, typed).ShouldBe(0.3m);
        PriceCeiling.Of(new(0.1m, "output"), schema, ParameterSet.Empty).ShouldBe(1.5m, "unsaid: the most it can be");
        PriceCeiling.Counts(new(0.1m, "output"), schema, name).ShouldBeTrue();
        PriceCeiling.Counts(new(0.1m, "output"), schema, "num_images").ShouldBeTrue("another of its names");
    }

    [Theory]
    [InlineData("length")]
    [InlineData("audio_length")]
    [InlineData("video_duration")]
    [InlineData("audioDuration")]
    [InlineData("clip_length")]
    public void A_length_counts_under_each_of_its_names(string name)
    {
        var schema = new ParameterSchema([new() { Name = name, Type = ParameterType.Integer, Minimum = 1, Maximum = 60 }]);
        PriceCeiling.Of(new(0.1m, "second"), schema, ParameterSet.Empty.With(name, JsonSerializer.SerializeToElement(30))).ShouldBe(3m);
    }

    [Fact]
    public void What_follows_the_size_of_a_picture_that_is_sent_cannot_be_reckoned()
    {
        var price = new ModelPrice(0.04m, "megapixel");
        ParameterSpec picture = new() { Name = "image", Type = ParameterType.Media }, factor = new() { Name = "scale", Type = ParameterType.Number, Maximum = 4 };
        var upscaler = new ParameterSchema([picture, factor]);
        PriceCeiling.Of(price, upscaler, ParameterSet.Parse("""{"image":"product:1","scale":4}""")).ShouldBeNull();
        PriceCeiling.OrMore(PriceCeiling.Of(price, upscaler, ParameterSet.Empty), 0.5m).ShouldBe(0.5m, "a person says what an item may cost");
        PriceCeiling.Of(price with { Unit = "output" }, upscaler, ParameterSet.Empty).ShouldBe(0.04m);

        // With a size of its own, or without a picture, it is as usual.
        PriceCeiling.Of(price, new([picture, new() { Name = "imageSize", Type = ParameterType.Text }]), ParameterSet.Parse("""{"image":"product:1","imageSize":"2048x2048"}""")).ShouldBe(0.16m);
        PriceCeiling.Of(price, new([picture, new() { Name = "aspect_ratio", Type = ParameterType.Text }]), ParameterSet.Empty).ShouldBe(0.04m);
        PriceCeiling.Of(price, new([factor]), ParameterSet.Empty).ShouldBe(0.04m);
        PriceCeiling.Of(price, upscaler, ParameterSet.Parse("""{"width":2048,"height":1024}""")).ShouldBe(0.08m);
        PriceCeiling.Of(price, Schema, ParameterSet.Parse("""{"num_outputs":1,"image_size":{"width":2048,"height":1024}}""")).ShouldBe(0.08m);
    }

    [Theory]
    [InlineData("{}", "0.25")] // anything it may be
    [InlineData("""{"quality":"auto","size":"auto"}""", "0.25")]
    [InlineData("""{"quality":"high"}""", "0.25")]
    [InlineData("""{"quality":"high","size":"1024x1024"}""", "0.167")]
    [InlineData("""{"quality":"HIGH","size":"1536x1024","n":2}""", "0.5")]
    [InlineData("""{"quality":"medium","size":"1024x1024"}""", "0.042")]
    [InlineData("""{"quality":"medium"}""", "0.063")]
    [InlineData("""{"quality":"low","size":"1024x1024"}""", "0.011")]
    [InlineData("""{"size":"1024x1024"}""", "0.167")]
    [InlineData("""{"quality":"draft"}""", "0.042")] // none applies: the plain price
    public void A_price_that_follows_quality_and_size_is_the_dearest_the_item_leaves_open(string parameters, string expected)
    {
        var price = ModelPrice.Parse("""
            {"unit": "output", "amount": 0.042, "currency": "USD", "variants": [
                {"when": {"quality": "low", "size": "1024x1024"}, "amount": 0.011}, {"when": {"quality": "low", "size": "1536x1024"}, "amount": 0.016},
                {"when": {"quality": "medium", "size": "1024x1024"}, "amount": 0.042}, {"when": {"quality": "medium", "size": "1536x1024"}, "amount": 0.063},
                {"when": {"quality": "high", "size": "1024x1024"}, "amount": 0.167}, {"when": {"quality": "high", "size": "1536x1024"}, "amount": 0.25}]}
            """);
        var schema = new ParameterSchema([new() { Name = "n", Type = ParameterType.Integer, Default = JsonSerializer.SerializeToElement(1) }, new() { Name = "quality", Type = ParameterType.Text }]);
        PriceCeiling.Of(price, schema, ParameterSet.Parse(parameters)).ShouldBe(Decimal(expected));
        PriceCeiling.Of(ModelPrice.Parse(price.ToJson()), schema, ParameterSet.Parse(parameters)).ShouldBe(Decimal(expected), "kept as it is stored");
        PriceCeiling.Counts(price, schema, "quality").ShouldBeTrue();
    }

    [Fact]
    public void A_price_is_shown_in_the_same_words_on_every_page_and_one_that_varies_from_its_least_to_its_most()
    {
        var price = ModelPrice.Parse("""{"unit":"output","amount":0.042,"variants":[{"when":{"quality":"low"},"amount":0.011},{"when":{"quality":"high"},"amount":0.25}]}""");
        Web.Shared.PriceWords.Of(price).ShouldBe("$0.011 to $0.25 / output");
        Web.Cli.ModelsCommand.PriceOf(price).ShouldBe("$0.011 to $0.25 per output");
        Web.Shared.PriceWords.Of(new(0.042m, "output")).ShouldBe("$0.042 / output");
        Web.Shared.PriceWords.Of(new(0, "output")).ShouldBe("free");
        Web.Shared.PriceWords.Of(ModelPrice.Unknown).ShouldBe("price unknown");
        Web.Cli.ModelsCommand.PriceOf(new(0.042m, "output")).ShouldBe("$0.042 per output");
    }

    [Theory]
    [InlineData("""{"unit":"output","amount":0.04,"variants":[{"when":{"quality":"high"},"amount":"dear"}]}""")]
    [InlineData("""{"unit":"output","amount":0.04,"variants":[{"amount":0.2}]}""")]
    [InlineData("""{"unit":"output","amount":0.04,"variants":[{"when":{"quality":"high"},"amount":-1}]}""")]
    [InlineData("""{"unit":"output","amount":0.04,"variants":{"high":0.2}}""")]
    [InlineData("""{"unit":"output","amount":0,"variants":[{"when":{"quality":"high"},"amount":0.2}]}""")]
    public void A_price_whose_variants_cannot_be_read_is_unknown(string json) => ModelPrice.Parse(json).Amount.ShouldBeNull();

    static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
