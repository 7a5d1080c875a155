using System.Text;
using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;

namespace ArtFactory.Tests.Imaging;

public sealed class HostileFileTests(ImagingFixture imaging) : IClassFixture<ImagingFixture>
{
    /// <summary>Formats that libvips or ffmpeg could open, but that are not for here, under the name of one that is.</summary>
    public static TheoryData<string, byte[]> RenamedTypes => new()
    {
        { "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><image href=\"file:///etc/passwd\"/></svg>"u8.ToArray() },
        { "svg with xml head", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() },
        { "pdf", "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"u8.ToArray() },
        { "exr", [0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0, .. new byte[64]] },
        { "tiff", [.. "II*\0"u8, 8, 0, 0, 0, .. new byte[64]] },
        { "big tiff", [.. "MM\0+"u8, .. new byte[64]] },
        { "photoshop", [.. "8BPS"u8, 0, 1, .. new byte[64]] },
        { "magick vector", "push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 'https://example.com/x'\npop graphic-context"u8.ToArray() },
        { "vips", [0x08, 0xF2, 0xA6, 0xB6, .. new byte[64]] },
        { "heic", [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8] },
        { "fits", Encoding.ASCII.GetBytes("SIMPLE  =                    T".PadRight(2880)) },
        { "portable pixmap", "P6 9 9 255\n"u8.ToArray() },
        { "radiance", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 1\n"u8.ToArray() },
        { "bitmap", [.. "BM"u8, .. new byte[64]] },
        { "comma separated", "1,2,3\n4,5,6\n"u8.ToArray() },
        { "html", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "playlist", "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray() },
        { "concat script", "ffconcat version 1.0\nfile '/etc/passwd'\n"u8.ToArray() },
        { "dash manifest", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>http://127.0.0.1/</BaseURL></MPD>"u8.ToArray() },
        { "session description", "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n"u8.ToArray() },
        { "zip", [.. "PK\x03\x04"u8, .. new byte[64]] },
        { "program", [0x7F, .. "ELF"u8, .. new byte[64]] },
        { "riff of another form", [.. "RIFF"u8, 9, 0, 0, 0, .. "CDR9"u8, .. new byte[16]] },
    };

    [Theory]
    [MemberData(nameof(RenamedTypes))]
    public async Task A_type_that_is_not_decoded_here_is_refused_under_any_name(string type, byte[] content)
    {
        foreach (var extension in new[] { "png", "mp4", "svg" })
        {
            var failure = await ShouldFail(imaging.Write(extension, content));
            failure.Kind.ShouldBe(ImagingFailure.NotAllowed, $"{type} as {extension}");
        }
    }

    [Theory]
    [InlineData("png", "mp4")]
    [InlineData("mp4", "png")]
    [InlineData("png", "m3u8")]
    public async Task The_content_and_not_the_name_decides(string real, string pretended)
    {
        string[] still = real == "png" ? ["-frames:v", "1"] : [];
        var made = await imaging.MakeAsync(real, ["-f", "lavfi", "-i", "testsrc2=size=64x64:duration=0.2", .. still]);
        var path = imaging.Write(pretended, await File.ReadAllBytesAsync(made));

        (await imaging.Pool.ProbeAsync(path)).Extension.ShouldBe(real);
    }

    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "png", Samples.PngBomb(17_000, 17_000) },
        { "png", Samples.PngBomb(2_000_000_000, 2_000_000_000) },
        { "png", Samples.PngBomb(1_000_000, 1_000) },
        { "webp", Samples.WebpBomb(16_384, 16_384) },
        { "avif", Samples.WithAvifSize(Convert.FromBase64String(SampleFiles.Avif), 17_000, 17_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_tiny_file_that_claims_to_be_huge_is_refused_before_it_takes_memory(string extension, byte[] content)
    {
        await using var pool = ImagingFixture.NewPool(new ImagingOptions { Workers = 1 });
        await pool.CheckAsync();
        var worker = pool.ProcessIds.ShouldHaveSingleItem();

        var failure = await ShouldFail(imaging.Write(extension, content), pool);

        failure.Kind.ShouldBeOneOf(ImagingFailure.TooLarge, ImagingFailure.Unreadable);
        pool.ProcessIds.ShouldBe([worker], "the same process goes on");
        PeakMegabytes(worker).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task A_bomb_is_named_for_what_it_is()
    {
        var failure = await ShouldFail(imaging.Write("png", Samples.PngBomb(17_000, 17_000)));

        failure.Kind.ShouldBe(ImagingFailure.TooLarge);
        failure.Message.ShouldContain("17000 x 17000");
        failure.Message.ShouldContain("200 megapixels");
    }

    [Fact]
    public async Task A_large_but_allowed_picture_that_must_be_decoded_whole_is_held_to_the_memory()
    {
        // 13,000 x 13,000 is under 200 megapixels, but as WebP would need 676 MB at once.
        var failure = await ShouldFail(imaging.Write("webp", Samples.WebpBomb(13_000, 13_000)));

        failure.Kind.ShouldBe(ImagingFailure.TooLarge);
        failure.Message.ShouldContain("MB");
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("webp")]
    [InlineData("gif")]
    [InlineData("mp4")]
    [InlineData("mp3")]
    public async Task A_file_cut_short_fails_or_is_read_but_never_hurts(string extension)
    {
        var whole = extension switch
        {
            "mp4" => await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=320x240:duration=1", "-pix_fmt", "yuv420p"),
            "mp3" => await imaging.MakeAsync("mp3", "-f", "lavfi", "-i", "sine=duration=1"),
            _ => await imaging.MakeAsync(extension, "-f", "lavfi", "-i", "mandelbrot=size=400x300", "-frames:v", "1"),
        };
        var bytes = await File.ReadAllBytesAsync(whole);
        foreach (var length in new[] { 0, 1, 4, 12, 24, bytes.Length / 4, bytes.Length / 2 })
        {
            var path = imaging.Write(extension, bytes[..length]);
            try
            {
                await imaging.DeriveAsync(path);
                extension.ShouldBeOneOf("mp3", "gif");
            }
            catch (ImagingException e)
            {
                e.Kind.ShouldBeOneOf(ImagingFailure.Unreadable, ImagingFailure.NotAllowed);
                e.Message.ShouldNotContain(imaging.Folder);
            }
        }

        (await imaging.DeriveAsync(whole)).Colors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Flipped_bytes_never_bring_down_more_than_their_own_request()
    {
        var random = new Random(20261122);
        var healthy = await imaging.MakeAsync("png", "-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1");
        foreach (var extension in new[] { "png", "jpg", "webp", "gif", "avif" })
        {
            var seed = extension == "avif"
                ? Convert.FromBase64String(SampleFiles.Avif)
                : await File.ReadAllBytesAsync(await imaging.MakeAsync(extension, "-f", "lavfi", "-i", "testsrc2=size=96x96", "-frames:v", "1"));
            for (var round = 0; round < 40; round++)
            {
                var bytes = seed.ToArray();
                for (var flips = random.Next(1, 12); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                try
                {
                    await imaging.DeriveAsync(imaging.Write(extension, bytes));
                }
                catch (ImagingException e)
                {
                    e.Kind.ShouldNotBe(ImagingFailure.Internal, e.Message);
                }
            }
        }

        (await imaging.DeriveAsync(healthy)).Facts.Width.ShouldBe(64);
    }

    [Fact]
    public async Task A_clip_whose_container_points_to_other_files_opens_none_of_them()
    {
        // An MP4 may refer to media in another file; a name that begins with a dash or holds a colon must stay a name.
        var made = await imaging.MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=64x64:duration=0.4", "-pix_fmt", "yuv420p");
        foreach (var name in new[] { "-vf.mp4", "http:x.mp4", "concat:a|b.mp4", "%d.mp4", "a[n=2].mp4" })
        {
            var path = Path.Combine(imaging.NewFolder(), name);
            File.Copy(made, path);
            (await imaging.DeriveAsync(path)).Facts.Width.ShouldBe(64, name);
        }
    }

    [Fact]
    public async Task A_missing_file_is_said_to_be_missing()
    {
        var failure = await ShouldFail(Path.Combine(imaging.Folder, "none.png"));

        failure.Kind.ShouldBe(ImagingFailure.FileSystem);
    }

    private Task<ImagingException> ShouldFail(string path, ImagingPool? pool = null) =>
        Should.ThrowAsync<ImagingException>(() => (pool ?? imaging.Pool).DeriveAsync(path, imaging.NewFolder()));

    private static double PeakMegabytes(int processId) => File.ReadLines($"/proc/{processId}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024)
        .Single();
}
