using System.Text.Json.Nodes;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Studio;

public sealed class StudioEditTests(StudioFixture studio) : IClassFixture<StudioFixture>
{
    public static TheoryData<string> Edits => [.. StudioSeeds.Edits];

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_repeats_itself_to_the_byte_and_changes_the_picture(string model)
    {
        var picture = await studio.PictureAsync();

        var first = await studio.BytesAsync(model, StudioSeeds.Defaults(model), picture);

        (await studio.BytesAsync(model, StudioSeeds.Defaults(model), picture)).ShouldBe(first);
        first.ShouldNotBe(await File.ReadAllBytesAsync(picture));
    }

    [Fact]
    public async Task Upscaling_multiplies_the_size()
    {
        var enlarged = await studio.DrawAsync("upscale", new() { ["factor"] = 2.5 }, await studio.PictureAsync());

        var facts = await studio.Imaging.Pool.ProbeAsync(enlarged);
        (facts.Width, facts.Height).ShouldBe((400, 300));
    }

    [Fact]
    public async Task Duotone_takes_its_inks_from_the_words()
    {
        var picture = await studio.PictureAsync();

        var teal = await studio.MeanAsync(await studio.DrawAsync("duotone", new() { ["prompt"] = "teal" }, picture));
        var red = await studio.MeanAsync(await studio.DrawAsync("duotone", new() { ["shadow"] = "maroon", ["light"] = "#f6d8c8" }, picture));

        (red.Red - red.Blue).ShouldBeGreaterThan(teal.Red - teal.Blue + 10);
    }

    [Fact]
    public async Task A_clip_drifts_for_as_long_as_asked_and_repeats_itself_to_the_byte()
    {
        var parameters = new JsonObject { ["prompt"] = "a calm sea", ["width"] = 98, ["height"] = 65, ["duration"] = 1, ["fps"] = 12, ["seed"] = 4 };

        var first = await studio.DrawAsync("drift", parameters);

        var facts = await studio.Imaging.Pool.ProbeAsync(first);
        (facts.Kind, facts.MimeType, facts.Width, facts.Height).ShouldBe((MediaKind.Video, "video/mp4", 98, 64));
        facts.DurationSeconds.ShouldNotBeNull().ShouldBe(1, 0.05);
        (await studio.BytesAsync("drift", parameters)).ShouldBe(await File.ReadAllBytesAsync(first));
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("wav", "audio/wav")]
    public async Task A_piece_sounds_for_as_long_as_asked_and_repeats_itself_to_the_byte(string format, string mimeType)
    {
        var parameters = new JsonObject { ["prompt"] = "misty dawn", ["duration"] = 3, ["seed"] = 4, ["format"] = format };

        var drawn = await studio.Imaging.Pool.DrawAsync("chime", parameters, inputPath: null, studio.Imaging.NewFile(format));

        drawn.MimeType.ShouldBe(mimeType);
        var facts = await studio.Imaging.Pool.ProbeAsync(drawn.Path);
        facts.Kind.ShouldBe(MediaKind.Audio);
        facts.DurationSeconds.ShouldNotBeNull().ShouldBe(3, 0.15);
        (await studio.BytesAsync("chime", parameters)).ShouldBe(await File.ReadAllBytesAsync(drawn.Path));
        parameters["prompt"] = "a stormy night";
        (await studio.BytesAsync("chime", parameters)).ShouldNotBe(await File.ReadAllBytesAsync(drawn.Path));
    }
}
