using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Studio;

public sealed class StudioPictureTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    public static TheoryData<string> Pictures => [.. StudioSeeds.Pictures];

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task The_same_seed_and_words_give_the_same_bytes_and_any_other_word_or_seed_does_not(string model)
    {
        var first = await studio.BytesAsync(model, Ask("a red fox, oil", 5));

        (await studio.BytesAsync(model, Ask("a red fox, oil", 5))).ShouldBe(first);
        (await studio.BytesAsync(model, Ask("a red fox, oil", 6))).ShouldNotBe(first);
        (await studio.BytesAsync(model, Ask("a red fox, oil, windswept", 5))).ShouldNotBe(first);
        (await studio.BytesAsync(model, Ask("a blue fox, oil", 5))).ShouldNotBe(first);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task The_size_is_the_one_that_was_asked_for(string model)
    {
        foreach (var (width, height) in new[] { (64, 64), (100, 66), (70, 105) })
        {
            var facts = await studio.Imaging.Pool.ProbeAsync(await studio.DrawAsync(model, Ask("a tree", 1, width, height)));
            (facts.MimeType, facts.Width, facts.Height).ShouldBe(("image/png", width, height));
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_colour_word_moves_the_mean_colour_its_way(string model)
    {
        var red = await studio.MeanAsync(await studio.DrawAsync(model, Ask("crimson", 2)));
        var blue = await studio.MeanAsync(await studio.DrawAsync(model, Ask("blue", 2)));

        (red.Red - red.Blue).ShouldBeGreaterThan(blue.Red - blue.Blue + 8);
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task A_named_subject_changes_the_picture_and_no_room_for_it_leaves_it_out(string model)
    {
        var shown = Ask("a red fox", 4);
        var left = Ask("a red fox", 4);
        left["subject_size"] = 0;

        (await studio.BytesAsync(model, shown)).ShouldNotBe(await studio.BytesAsync(model, left));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Every_material_paints_differently(string model)
    {
        List<byte[]> painted = [];
        foreach (var material in (string[])["", "oil", "ink", "watercolour", "pastel", "pencil", "neon", "vintage"])
            painted.Add(await studio.BytesAsync(model, Ask($"an owl, {material}", 9, 64, 64)));

        painted.Select(Convert.ToHexString).ShouldBeUnique();
    }

    [Fact]
    public async Task A_negative_word_takes_its_colour_out()
    {
        var with = Ask("red and gold", 3);
        var without = Ask("red and gold", 3);
        without["negative_prompt"] = "red";

        var kept = await studio.MeanAsync(await studio.DrawAsync("domain-warp", with));
        var banished = await studio.MeanAsync(await studio.DrawAsync("domain-warp", without));

        (kept.Red - kept.Green).ShouldBeGreaterThan(banished.Red - banished.Green);
    }

    [Fact]
    public async Task A_palette_decides_the_colours_whatever_the_words_say()
    {
        var night = Ask("a bright orange morning", 3);
        night["palette"] = "night";

        var (red, _, blue) = await studio.MeanAsync(await studio.DrawAsync("domain-warp", night));

        blue.ShouldBeGreaterThan(red + 10);
    }

    [Fact]
    public async Task A_seed_may_use_all_64_bits()
    {
        var parameters = Ask("waves", ulong.MaxValue);
        var drawn = await studio.Imaging.Pool.DrawAsync("flow-field", parameters, inputPath: null, studio.Imaging.NewFile("png"));

        drawn.Seed.ShouldBe(ulong.MaxValue);
        (await studio.BytesAsync("flow-field", Ask("waves", ulong.MaxValue - 1))).ShouldNotBe(await File.ReadAllBytesAsync(drawn.Path));
    }

    static JsonObject Ask(string prompt, ulong seed, int width = 80, int height = 80) =>
        new() { ["prompt"] = prompt, ["seed"] = seed, ["width"] = width, ["height"] = height, ["steps"] = 8 };
}
