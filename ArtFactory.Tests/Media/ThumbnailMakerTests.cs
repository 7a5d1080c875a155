using ArtFactory.Engine.Media;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Imaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Media;

public sealed class ThumbnailMakerTests : IClassFixture<ImagingFixture>, IDisposable
{
    private readonly ImagingFixture imaging;
    private readonly MediaStore store;
    private readonly ThumbnailMaker maker;
    private readonly MediaFolders folders;

    public ThumbnailMakerTests(ImagingFixture imaging)
    {
        this.imaging = imaging;
        folders = MediaFolders.Under(imaging.NewFolder());
        store = new MediaStore(folders, TimeProvider.System, NullLogger<MediaStore>.Instance);
        maker = new ThumbnailMaker(store, imaging.Pool);
    }

    [Fact]
    public async Task Thumbnails_of_an_original_appear_in_the_cache_and_can_be_made_again()
    {
        var original = await StoreAsync("png", "-f", "lavfi", "-i", "testsrc2=size=1000x500", "-frames:v", "1");
        maker.Exist(original.Sha256).ShouldBeFalse();

        var derived = await maker.MakeAsync(original);

        var stem = $"thumbnails/{original.Sha256[..2]}/{original.Sha256[2..4]}/{original.Sha256}";
        derived.Thumbnails.ShouldBe(new ThumbnailPaths($"{stem}-150.webp", $"{stem}-400.webp", $"{stem}-800.webp"));
        maker.Exist(original.Sha256).ShouldBeTrue();
        await using (var thumbnail = store.OpenThumbnail(derived.Thumbnails.Medium)) thumbnail.Length.ShouldBeGreaterThan(500);

        Directory.Delete(folders.Cache, recursive: true);
        var again = await maker.MakeAsync(original);
        again.Thumbnails.ShouldBe(derived.Thumbnails);
        maker.Exist(original.Sha256).ShouldBeTrue();
    }

    [Fact]
    public async Task Thumbnails_are_compressed_as_the_settings_say()
    {
        var original = await StoreAsync("png", "-f", "lavfi", "-i", "testsrc2=size=1000x500", "-frames:v", "1");
        async Task<long> SizeAsync(int quality, int effort)
        {
            var settings = new FakeSettings().Set("thumbnails.quality", quality).Set("thumbnails.effort", effort);
            var derived = await new ThumbnailMaker(store, imaging.Pool, settings).MakeAsync(original);
            await using var thumbnail = store.OpenThumbnail(derived.Thumbnails.Large);
            return thumbnail.Length;
        }

        var usual = await SizeAsync(80, 2);
        (await SizeAsync(40, 2)).ShouldBeLessThan(usual);
        (await SizeAsync(80, 6)).ShouldNotBe(usual);
    }

    [Fact]
    public async Task A_clip_gets_its_preview_too()
    {
        var original = await StoreAsync("mp4", "-f", "lavfi", "-i", "testsrc2=size=160x120:duration=1", "-pix_fmt", "yuv420p");

        var derived = await maker.MakeAsync(original);

        derived.Thumbnails.Preview.ShouldBe($"thumbnails/{original.Sha256[..2]}/{original.Sha256[2..4]}/{original.Sha256}-preview.webp");
    }

    [Fact]
    public async Task An_original_that_cannot_be_decoded_stays_and_leaves_no_thumbnails()
    {
        var original = await store.StoreAsync(new MemoryStream("<svg/>"u8.ToArray()), "image/png");

        var failure = await Should.ThrowAsync<ImagingException>(() => maker.MakeAsync(original));

        failure.Kind.ShouldBe(ImagingFailure.NotAllowed, failure.ToString());
        File.Exists(store.ResolveOriginal(original.RelativePath)).ShouldBeTrue();
        maker.Exist(original.Sha256).ShouldBeFalse();
        Directory.GetDirectories(folders.Temporary).SelectMany(Directory.GetDirectories).ShouldBeEmpty();
    }

    public void Dispose() => store.Dispose();

    private async Task<StoredFile> StoreAsync(string extension, params string[] arguments)
    {
        await using var made = File.OpenRead(await imaging.MakeAsync(extension, arguments));
        return await store.StoreAsync(made, extension);
    }
}
