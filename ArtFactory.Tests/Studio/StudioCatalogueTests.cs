using System.Text.Json.Nodes;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Studio;

/// <summary>What the seed data promises, the studio keeps; what lies outside, it refuses in words.</summary>
public sealed class StudioCatalogueTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    public static TheoryData<string> Models => [.. StudioSeeds.Ids];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Every_default_and_every_choice_is_accepted(string model)
    {
        var input = await InputAsync(model);
        await studio.DrawAsync(model, StudioSeeds.Defaults(model), input);
        // The palettes are the same everywhere; one quick model tries them all.
        foreach (var spec in StudioSeeds.Schema(model).Parameters.Where(p => p.Type == ParameterType.Choice && (p.Name != "palette" || model == "duotone")))
        {
            if (spec.Group == "Demonstration") continue;
            foreach (var option in spec.Options) await DrawWithAsync(model, spec.Name, JsonValue.Create(option.Value), input);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Both_ends_of_every_range_are_accepted_and_what_lies_beyond_is_refused_by_name(string model)
    {
        var input = await InputAsync(model);
        JsonObject least = StudioSeeds.Defaults(model), most = StudioSeeds.Defaults(model);
        foreach (var spec in StudioSeeds.Schema(model).Parameters.Where(p => p.Type is ParameterType.Integer or ParameterType.Number))
        {
            // The demonstration's parameters are the adapter's, not the painter's.
            if (spec.Group == "Demonstration") continue;
            var (minimum, maximum) = (spec.Minimum.ShouldNotBeNull(spec.Name), spec.Maximum.ShouldNotBeNull(spec.Name));
            foreach (var beyond in new[] { minimum - 1, maximum + 1 })
            {
                var refusal = await Should.ThrowAsync<ImagingException>(() => DrawWithAsync(model, spec.Name, JsonValue.Create(beyond), input));
                refusal.Message.ShouldStartWith(spec.Name + ":");
            }

            // The most of these only takes long.
            least[spec.Name] = minimum;
            if (spec.Name is not ("width" or "height" or "duration" or "fps")) most[spec.Name] = maximum;
        }

        await studio.DrawAsync(model, least, input);
        await studio.DrawAsync(model, most, input);
    }

    [Theory]
    [InlineData("flow-field", "density", "\"thick\"", "density: 'thick' is not a number")]
    [InlineData("flow-field", "steps", "2.5", "steps: '2.5' is not a whole number")]
    [InlineData("flow-field", "palette", "\"mauve dream\"", "palette: 'mauve dream' is not one of auto, ember")]
    [InlineData("flow-field", "seed", "-1", "seed: '-1' is not a whole number")]
    [InlineData("flow-field", "seed", "18446744073709551616", "seed: '18446744073709551616' is not a whole number")]
    [InlineData("flow-field", "prompt", "\"  \"", "prompt: write what to draw")]
    [InlineData("flow-field", "width", "[64]", "width: expected a plain value")]
    [InlineData("duotone", "shadow", "\"#12\"", "shadow: '#12' is not a colour")]
    [InlineData("pixel-sort", "low", "0.9", "low: it must be less than high")]
    public async Task A_bad_parameter_is_refused_in_words_that_name_it(string model, string name, string json, string words)
    {
        var input = await InputAsync(model);

        var refusal = await Should.ThrowAsync<ImagingException>(() => DrawWithAsync(model, name, JsonNode.Parse(json), input));

        refusal.Message.ShouldStartWith(words);
        refusal.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_number_may_come_as_text_and_nothing_means_the_default()
    {
        var plain = await studio.BytesAsync("domain-warp", new() { ["prompt"] = "dawn", ["width"] = 64, ["height"] = 64, ["seed"] = 8 });
        var typed = await studio.BytesAsync("domain-warp", new() { ["prompt"] = "dawn", ["width"] = "64", ["height"] = "64", ["seed"] = "8", ["steps"] = null, ["warp"] = "" });

        typed.ShouldBe(plain);
    }

    [Fact]
    public async Task An_edit_without_a_picture_asks_for_one()
    {
        foreach (var model in StudioSeeds.Edits)
            (await Should.ThrowAsync<ImagingException>(() => studio.DrawAsync(model, StudioSeeds.Defaults(model)))).Message.ShouldStartWith("image:");
    }

    async Task<string?> InputAsync(string model) => StudioSeeds.Edits.Contains(model, StringComparer.Ordinal) ? await studio.PictureAsync() : null;

    Task<string> DrawWithAsync(string model, string name, JsonNode? value, string? input)
    {
        var parameters = StudioSeeds.Defaults(model);
        parameters[name] = value;
        return studio.DrawAsync(model, parameters, input);
    }
}
