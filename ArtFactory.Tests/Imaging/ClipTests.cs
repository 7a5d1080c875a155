using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Imaging;

public sealed class ClipTests(ImagingFixture imaging) : IClassFixture<ImagingFixture>
{
    [Theory]
    [InlineData("mp4", "video/mp4", "libx264")]
    [InlineData("mov", "video/quicktime", "libx264")]
    [InlineData("webm", "video/webm", "libvpx-vp9")]
    [InlineData("mkv", "video/x-matroska", "libx264")]
    [InlineData("avi", "video/x-msvideo", "mpeg4")]
    public async Task A_clip_has_a_poster_a_preview_and_facts(string extension, string mimeType, string codec)
    {
        var path = await imaging.MakeAsync(extension, "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24:duration=2", "-c:v", codec, "-pix_fmt", "yuv420p");

        var derived = await imaging.DeriveAsync(path);

        var facts = derived.Facts;
        (facts.Kind, facts.MimeType, facts.Extension, facts.Width, facts.Height).ShouldBe((MediaKind.Video, mimeType, extension, 640, 360));
        facts.DurationSeconds!.Value.ShouldBe(2, tolerance: 0.1);
        facts.FramesPerSecond!.Value.ShouldBe(24, tolerance: 0.1);
        facts.HasSound.ShouldBeFalse();
        (await imaging.Pool.ProbeAsync(derived.Thumbnails.Medium)).Width.ShouldBe(400);
        var preview = await imaging.Pool.ProbeAsync(derived.Thumbnails.Preview.ShouldNotBeNull());
        (preview.Width, preview.Height, preview.Frames).ShouldBe((320, 180, 20));
        derived.Colors.ShouldNotBeEmpty();
        derived.PerceptualHash.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_clip_of_one_frame_has_a_poster()
    {
        var path = await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=200x100:rate=25:duration=0.04", "-pix_fmt", "yuv420p");

        var derived = await imaging.DeriveAsync(path);

        (await imaging.Pool.ProbeAsync(derived.Thumbnails.Large)).Width.ShouldBe(200);
        derived.Thumbnails.Preview.ShouldBeNull();
    }

    [Fact]
    public async Task A_clip_taken_sideways_is_shown_upright()
    {
        var plain = await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=320x240:duration=1", "-pix_fmt", "yuv420p");
        var path = await imaging.MakeAsync("mov", "-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=90");

        var derived = await imaging.DeriveAsync(path);

        (derived.Facts.Width, derived.Facts.Height).ShouldBe((240, 320));
        var large = await imaging.Pool.ProbeAsync(derived.Thumbnails.Large);
        (large.Width, large.Height).ShouldBe((240, 320));
    }

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("wav", "audio/wav")]
    [InlineData("flac", "audio/flac")]
    [InlineData("ogg", "audio/ogg")]
    [InlineData("m4a", "audio/mp4")]
    [InlineData("aac", "audio/aac")]
    public async Task A_sound_has_a_waveform_and_a_duration(string extension, string mimeType)
    {
        var path = await imaging.MakeAsync(extension, "-f", "lavfi", "-i", "sine=frequency=440:duration=3");

        var derived = await imaging.DeriveAsync(path);

        var facts = derived.Facts;
        (facts.Kind, facts.MimeType, facts.Extension).ShouldBe((MediaKind.Audio, mimeType, extension));
        facts.DurationSeconds!.Value.ShouldBe(3, tolerance: 0.3);
        (await imaging.Pool.ProbeAsync(derived.Thumbnails.Large)).Width.ShouldBe(800);
        derived.PerceptualHash.ShouldBeNull();
        derived.Colors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Silence_has_a_picture_too()
    {
        var path = await imaging.MakeAsync("wav", "-f", "lavfi", "-i", "anullsrc=duration=1");

        (await imaging.DeriveAsync(path)).Thumbnails.Small.ShouldSatisfyAllConditions(p => File.Exists(p).ShouldBeTrue());
    }

    [Fact]
    public async Task A_clip_container_with_only_sound_in_it_is_a_sound()
    {
        var path = await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "sine=duration=1");

        var derived = await imaging.DeriveAsync(path);

        (derived.Facts.Kind, derived.Facts.MimeType, derived.Facts.Width).ShouldBe((MediaKind.Audio, "audio/mp4", null));
    }

    [Fact]
    public async Task A_sound_with_a_cover_picture_is_still_a_sound()
    {
        var cover = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1");
        var path = await imaging.MakeAsync("mp3", "-f", "lavfi", "-i", "sine=duration=1", "-i", cover, "-map", "0", "-map", "1", "-disposition:v", "attached_pic");

        (await imaging.DeriveAsync(path)).Facts.Kind.ShouldBe(MediaKind.Audio);
    }
}
