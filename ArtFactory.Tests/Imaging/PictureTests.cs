using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Imaging;

public sealed class PictureTests(ImagingFixture imaging) : IClassFixture<ImagingFixture>
{
    private const string TestCard = "testsrc2=size=1200x900:duration=0.04";

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    [InlineData("gif", "image/gif")]
    public async Task Each_picture_type_gives_three_thumbnails_in_their_boxes(string extension, string mimeType)
    {
        var path = await imaging.MakeAsync(extension, "-f", "lavfi", "-i", TestCard, "-frames:v", "1");

        var derived = await imaging.DeriveAsync(path);

        derived.Facts.ShouldBe(new MediaFacts(MediaKind.Image, mimeType, extension, 1200, 900) { HasAlpha = derived.Facts.HasAlpha });
        await ShouldMeasure(derived.Thumbnails.Large, 800, 600);
        await ShouldMeasure(derived.Thumbnails.Medium, 400, 300);
        await ShouldMeasure(derived.Thumbnails.Small, 150, 113);
        derived.Thumbnails.Preview.ShouldBeNull();
        derived.PerceptualHash.ShouldNotBeNull();
        derived.Colors.Count.ShouldBeInRange(2, 5);
        derived.Colors.ShouldAllBe(c => c.Length == 7 && c[0] == '#' && c.Skip(1).All(char.IsAsciiHexDigitLower));
    }

    [Fact]
    public async Task An_avif_is_read()
    {
        var path = imaging.Write("avif", Convert.FromBase64String(SampleFiles.Avif));

        var derived = await imaging.DeriveAsync(path);

        derived.Facts.MimeType.ShouldBe("image/avif");
        (derived.Facts.Width, derived.Facts.Height).ShouldBe((64, 48));
    }

    [Fact]
    public async Task A_small_picture_is_not_enlarged()
    {
        var path = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "color=red:size=90x60", "-frames:v", "1");

        var derived = await imaging.DeriveAsync(path);

        await ShouldMeasure(derived.Thumbnails.Large, 90, 60);
        await ShouldMeasure(derived.Thumbnails.Small, 90, 60);
        derived.Colors.ShouldHaveSingleItem().ShouldBeOneOf("#fe0000", "#ff0000", "#fd0000");
    }

    [Fact]
    public async Task A_picture_taken_sideways_is_shown_upright()
    {
        // Left half red, right half blue; held so that the left side is the top (orientation 6 turns it clockwise).
        var plain = await imaging.MakeAsync("jpg", "-f", "lavfi", "-i", "color=red:size=200x200,pad=400:200:0:0:blue", "-frames:v", "1");
        var path = imaging.Write("jpg", Samples.WithOrientation(await File.ReadAllBytesAsync(plain), 6));

        var derived = await imaging.DeriveAsync(path);

        (derived.Facts.Width, derived.Facts.Height).ShouldBe((200, 400));
        var top = await Ffmpeg.PixelAsync(derived.Thumbnails.Large, 100, 50);
        var bottom = await Ffmpeg.PixelAsync(derived.Thumbnails.Large, 100, 350);
        top[0].ShouldBeGreaterThan((byte)200);
        bottom[2].ShouldBeGreaterThan((byte)200);
    }

    [Fact]
    public async Task Transparency_is_kept()
    {
        var path = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "color=green@0.0:size=300x300,format=rgba", "-frames:v", "1");

        var derived = await imaging.DeriveAsync(path);

        derived.Facts.HasAlpha.ShouldBeTrue();
        (await Ffmpeg.PixelAsync(derived.Thumbnails.Medium, 150, 150))[3].ShouldBe((byte)0);
    }

    [Theory]
    [InlineData("gray")]
    [InlineData("gray16be")]
    [InlineData("rgb48be")]
    [InlineData("rgba64be")]
    [InlineData("ya8")]
    [InlineData("pal8")]
    [InlineData("monob")]
    public async Task Unusual_pixel_formats_become_plain_colour(string format)
    {
        var path = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "color=white:size=600x400", "-frames:v", "1", "-pix_fmt", format);

        var derived = await imaging.DeriveAsync(path);

        var pixel = await Ffmpeg.PixelAsync(derived.Thumbnails.Medium, 100, 100);
        pixel.ShouldAllBe(channel => channel >= 250);
    }

    [Fact]
    public async Task A_picture_for_print_becomes_plain_colour()
    {
        var path = imaging.Write("jpg", Convert.FromBase64String(SampleFiles.CmykJpeg));

        var derived = await imaging.DeriveAsync(path);

        // It is full yellow: red and green high, blue low.
        var pixel = await Ffmpeg.PixelAsync(derived.Thumbnails.Large, 8, 8);
        pixel[0].ShouldBeGreaterThan((byte)200);
        pixel[1].ShouldBeGreaterThan((byte)200);
        pixel[2].ShouldBeLessThan((byte)120);
    }

    [Fact]
    public async Task A_wide_gamut_picture_is_converted_and_not_just_relabelled()
    {
        var path = imaging.Write("png", Convert.FromBase64String(SampleFiles.DisplayP3Png));

        var derived = await imaging.DeriveAsync(path);

        // Stored as (100, 200, 100) in a wider gamut: the same colour has far less red in sRGB.
        var pixel = await Ffmpeg.PixelAsync(derived.Thumbnails.Large, 8, 8);
        pixel[0].ShouldBeLessThan((byte)70);
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("webp")]
    public async Task An_animated_picture_has_frames_a_duration_and_a_moving_preview(string extension)
    {
        string[] loop = extension == "webp" ? ["-c:v", "libwebp_anim", "-loop", "0"] : [];
        var path = await imaging.MakeAsync(extension, ["-f", "lavfi", "-i", "testsrc2=size=480x360:rate=10:duration=2", .. loop]);

        var derived = await imaging.DeriveAsync(path);

        derived.Facts.Frames.ShouldBe(20);
        derived.Facts.DurationSeconds!.Value.ShouldBe(2, tolerance: 0.11);
        (derived.Facts.Width, derived.Facts.Height).ShouldBe((480, 360));
        var preview = await imaging.Pool.ProbeAsync(derived.Thumbnails.Preview.ShouldNotBeNull());
        preview.Frames.ShouldBe(20);
        (preview.Width, preview.Height).ShouldBe((320, 240));
        await ShouldMeasure(derived.Thumbnails.Large, 480, 360);
    }

    [Fact]
    public async Task Pictures_that_look_alike_have_hashes_that_are_near()
    {
        var card = await imaging.MakeAsync("png", "-f", "lavfi", "-i", TestCard, "-frames:v", "1");
        var smaller = await imaging.MakeAsync("jpg", "-i", card, "-vf", "scale=500:-1,eq=brightness=0.03", "-q:v", "8");
        var other = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "mandelbrot=size=1200x900", "-frames:v", "1");

        var hashes = await Task.WhenAll(imaging.DeriveAsync(card), imaging.DeriveAsync(smaller), imaging.DeriveAsync(other));

        int Differ(int a, int b) => System.Numerics.BitOperations.PopCount(hashes[a].PerceptualHash!.Value ^ hashes[b].PerceptualHash!.Value);
        Differ(0, 1).ShouldBeLessThan(8);
        Differ(0, 2).ShouldBeGreaterThan(16);
    }

    [Fact]
    public async Task Probe_says_the_same_as_derive()
    {
        var path = await imaging.MakeAsync("png", "-f", "lavfi", "-i", TestCard, "-frames:v", "1");

        var facts = await imaging.Pool.ProbeAsync(path);

        facts.ShouldBe((await imaging.DeriveAsync(path)).Facts);
    }

    [Fact]
    public async Task The_studio_draws_through_the_process()
    {
        var output = imaging.NewFile("png");
        var parameters = new System.Text.Json.Nodes.JsonObject { ["width"] = 256, ["height"] = 192, ["seed"] = 7, ["prompt"] = "a calm sea" };

        var drawn = await imaging.Pool.DrawAsync("flow-field", parameters, inputPath: null, output);

        (drawn.Width, drawn.Height, drawn.Seed).ShouldBe((256, 192, 7UL));
        (await imaging.Pool.ProbeAsync(drawn.Path)).ShouldBe(new MediaFacts(MediaKind.Image, "image/png", "png", 256, 192));
    }

    private async Task ShouldMeasure(string thumbnail, int width, int height)
    {
        var facts = await imaging.Pool.ProbeAsync(thumbnail);
        (facts.MimeType, facts.Width, facts.Height).ShouldBe(("image/webp", width, height));
    }
}
