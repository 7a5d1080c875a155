using System.Security.Cryptography;
using ArtFactory.Engine.Media;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Media;

public sealed class MediaStoreTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("artfactory-tests-store-").FullName;
    private readonly MediaStore store;

    public MediaStoreTests() => store = NewStore();

    [Fact]
    public async Task Content_is_stored_under_its_hash_and_read_back_whole()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);

        var stored = await store.StoreAsync(new MemoryStream(content), "image/png");

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        stored.ShouldBe(new StoredFile($"originals/{hash[..2]}/{hash[2..4]}/{hash}.png", hash, content.Length));
        await using var file = await store.OpenReadAsync(stored.RelativePath);
        var read = new MemoryStream();
        await file.CopyToAsync(read);
        read.ToArray().ShouldBe(content);
        TemporaryFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_content_is_one_file()
    {
        var first = await store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        // Kept open, so that a replaced file would leave this one without a name.
        await using var kept = (FileStream)await store.OpenReadAsync(first.RelativePath);

        var second = await store.StoreAsync(new MemoryStream([1, 2, 3]), "png");

        second.ShouldBe(first with { WasThere = true });
        Directory.GetFiles(Path.Combine(data, "media", "originals"), "*", SearchOption.AllDirectories).ShouldBe([store.ResolveOriginal(first.RelativePath)]);
        new FileInfo($"/proc/self/fd/{kept.SafeFileHandle.DangerousGetHandle()}").LinkTarget.ShouldBe(store.ResolveOriginal(first.RelativePath));
        TemporaryFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_original_is_not_overwritten_and_the_new_file_is_not_lost()
    {
        var first = await store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        await File.WriteAllBytesAsync(store.ResolveOriginal(first.RelativePath), [9, 9, 9]);

        var second = await store.StoreAsync(new MemoryStream([1, 2, 3]), "png");

        (await File.ReadAllBytesAsync(store.ResolveOriginal(first.RelativePath))).ShouldBe([9, 9, 9]);
        second.RelativePath.ShouldBe($"originals/{first.Sha256[..2]}/{first.Sha256[2..4]}/{first.Sha256}-1.png");
        (await File.ReadAllBytesAsync(store.ResolveOriginal(second.RelativePath))).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Many_writers_of_the_same_content_agree_on_one_file()
    {
        var content = RandomNumberGenerator.GetBytes(50_000);

        var stored = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => store.StoreAsync(new MemoryStream(content), "jpg"))));

        stored.Select(s => s.RelativePath).Distinct().ShouldHaveSingleItem();
        stored.Count(s => !s.WasThere).ShouldBe(1);
        Directory.GetFiles(Path.Combine(data, "media", "originals"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing_behind()
    {
        await Should.ThrowAsync<MediaStoreException>(() => store.StoreAsync(new BreakingStream(), "png"));

        TemporaryFiles().ShouldBeEmpty();
        Directory.Exists(Path.Combine(data, "media", "originals")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("image/jpeg; charset=x", "jpg")]
    [InlineData(".PNG", "png")]
    [InlineData("a/../../b", "bin")]
    [InlineData("png/../../etc", "bin")]
    [InlineData("..", "bin")]
    [InlineData("", "bin")]
    [InlineData("jpeg", "jpg")]
    [InlineData("exe\0", "bin")]
    [InlineData("application/x-unknown", "bin")]
    public async Task A_type_becomes_a_harmless_extension(string type, string extension)
    {
        var stored = await store.StoreAsync(new MemoryStream([1]), type);

        Path.GetExtension(stored.RelativePath).ShouldBe("." + extension);
    }

    public static TheoryData<string> BadPaths =>
    [
        "", " ", "/", "/etc/passwd", "//server/share/x", "originals", "originals/", "originals//a.png", "originals/../secret", "originals/a/../../b",
        "originals/./a.png", "./originals/a.png", "../originals/a.png", "originals/..", "originals/...", "originals/.hidden", "originals/a/.artfactory-media",
        "originals\\a.png", "originals/..\\a.png", "originals/a\\..\\..\\b", "C:\\x", "C:/x", "originals/C:/x", "originals/a:b", "file:///etc/passwd",
        "originals/a\0.png", "originals/a\n.png", "originals/%2e%2e/a", "originals/%2e%2e%2fa", "originals/\u2025/a", "originals/．．/a", "originals/a\u202e.png",
        "originals/CON", "originals/con.png", "originals/NUL.txt", "originals/aux", "originals/LPT1.png", "originals/COM9", "originals/CONIN$",
        "originals/a.", "originals/a ", "originals/a..png", "originals/-rf", "originals/~root", "originals/$HOME", "originals/a*", "originals/a?b", "originals/a|b",
        "thumbnails/aa/bb/x.webp", "Originals/a.png", "originals2/a.png", "originalsa.png", "media/originals/a.png", "/proc/self/environ",
    ];

    [Theory]
    [MemberData(nameof(BadPaths))]
    public async Task A_path_that_the_store_never_makes_is_refused(string path)
    {
        Should.Throw<MediaStoreException>(() => store.ResolveOriginal(path)).Kind.ShouldBe(MediaStoreFailure.InvalidPath);
        (await Should.ThrowAsync<MediaStoreException>(() => store.OpenReadAsync(path))).Kind.ShouldBe(MediaStoreFailure.InvalidPath);
        if (!path.StartsWith("thumbnails/", StringComparison.Ordinal))
            Should.Throw<MediaStoreException>(() => store.ResolveThumbnail(path)).Kind.ShouldBe(MediaStoreFailure.InvalidPath);
    }

    [Fact]
    public void A_path_far_too_long_is_refused_without_being_repeated_in_full() =>
        Should.Throw<MediaStoreException>(() => store.ResolveOriginal("originals/" + new string('a', 5000))).Message.Length.ShouldBeLessThan(300);

    [Fact]
    public async Task Links_below_the_originals_are_not_followed()
    {
        var stored = await store.StoreAsync(new MemoryStream([1]), "png");
        var outside = Path.Combine(data, "secret.txt");
        await File.WriteAllTextAsync(outside, "secret");
        var originals = Path.Combine(data, "media", "originals");
        File.CreateSymbolicLink(Path.Combine(originals, "file.png"), outside);
        Directory.CreateSymbolicLink(Path.Combine(originals, "folder"), data);
        File.CreateSymbolicLink(Path.Combine(originals, "dangling.png"), Path.Combine(data, "none"));
        File.CreateSymbolicLink(Path.Combine(originals, "inside.png"), store.ResolveOriginal(stored.RelativePath));

        foreach (var path in new[] { "originals/file.png", "originals/folder/secret.txt", "originals/dangling.png", "originals/inside.png" })
            (await Should.ThrowAsync<MediaStoreException>(() => store.OpenReadAsync(path))).Kind.ShouldBe(MediaStoreFailure.InvalidPath);
    }

    [Fact]
    public async Task The_originals_themselves_may_be_a_link_to_another_disk()
    {
        var disk = Directory.CreateDirectory(Path.Combine(data, "disk")).FullName;
        Directory.CreateDirectory(Path.Combine(data, "media"));
        Directory.CreateSymbolicLink(Path.Combine(data, "media", "originals"), disk);

        var stored = await store.StoreAsync(new MemoryStream([1]), "png");

        await (await store.OpenReadAsync(stored.RelativePath)).DisposeAsync();
        Directory.GetFiles(disk, "*.png", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_missing_file_is_said_to_be_missing() =>
        (await Should.ThrowAsync<MediaStoreException>(() => store.OpenReadAsync("originals/aa/bb/none.png"))).Kind.ShouldBe(MediaStoreFailure.NotFound);

    [Fact]
    public async Task A_first_start_marks_the_folder_and_later_starts_accept_it()
    {
        await store.VerifyAsync(libraryHasProducts: false);

        File.Exists(Path.Combine(data, "media", MediaStore.MarkerName)).ShouldBeTrue();
        await store.VerifyAsync(libraryHasProducts: true);
    }

    [Fact]
    public async Task A_library_whose_folder_lacks_the_mark_is_refused_with_what_to_do()
    {
        Directory.CreateDirectory(Path.Combine(data, "media"));

        var refusal = await Should.ThrowAsync<MediaStoreException>(() => store.VerifyAsync(libraryHasProducts: true));

        refusal.Kind.ShouldBe(MediaStoreFailure.NotMounted);
        refusal.Message.ShouldContain(Path.Combine(data, "media"));
        refusal.Message.ShouldContain("Mount or restore");
        Directory.GetFileSystemEntries(Path.Combine(data, "media")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_disk_that_goes_away_while_running_is_noticed_and_nothing_is_written_in_its_place()
    {
        var stored = await store.StoreAsync(new MemoryStream([1]), "png");
        Directory.Move(Path.Combine(data, "media"), Path.Combine(data, "unplugged"));
        Directory.CreateDirectory(Path.Combine(data, "media"));

        (await Should.ThrowAsync<MediaStoreException>(() => store.StoreAsync(new MemoryStream([2]), "png"))).Kind.ShouldBe(MediaStoreFailure.NotMounted);
        (await Should.ThrowAsync<MediaStoreException>(() => store.OpenReadAsync(stored.RelativePath))).Kind.ShouldBe(MediaStoreFailure.NotMounted);
        Directory.GetFileSystemEntries(Path.Combine(data, "media")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_share_on_another_disk_gets_whole_files_only_and_its_remains_are_cleared_away()
    {
        if (!OperatingSystem.IsLinux()) return;
        var share = Directory.CreateDirectory($"/dev/shm/{Path.GetFileName(data)}").FullName;
        try
        {
            using var shared = new MediaStore(MediaFolders.Under(data) with { Media = share }, TimeProvider.System, NullLogger<MediaStore>.Instance);
            var content = RandomNumberGenerator.GetBytes(300_000);
            var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shared.StoreAsync(new MemoryStream(content), "png"))));
            stored.Count(s => !s.WasThere).ShouldBe(1);
            (await File.ReadAllBytesAsync(Path.Combine(share, stored[0].RelativePath))).ShouldBe(content);
            TemporaryFiles().ShouldBeEmpty();
            var incoming = Directory.CreateDirectory(Path.Combine(share, "incoming")).FullName;
            Directory.GetFiles(incoming).ShouldBeEmpty();
            foreach (var (name, age) in ((string, int)[])[("old", 2), ("young", 0)])
            {
                await File.WriteAllTextAsync(Path.Combine(incoming, name), "x");
                File.SetLastWriteTimeUtc(Path.Combine(incoming, name), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-age));
            }

            shared.CleanTemporary().ShouldBe(1);
            Directory.GetFiles(incoming).Select(Path.GetFileName).ShouldBe(["young"]);
        }
        finally
        {
            Directory.Delete(share, recursive: true);
        }
    }

    [Fact]
    public void Cleaning_removes_what_the_dead_left_and_spares_what_the_living_write()
    {
        var abandoned = Directory.CreateDirectory(Path.Combine(data, "temp", "abandoned")).FullName;
        File.WriteAllText(Path.Combine(abandoned, "1.part"), "x");
        using var other = NewStore();
        var living = other.NewTemporaryFile("png");
        File.WriteAllText(living, "x");
        var own = store.NewTemporaryFile("png");
        File.WriteAllText(own, "x");

        store.CleanTemporary().ShouldBe(1);

        Directory.Exists(abandoned).ShouldBeFalse();
        File.Exists(living).ShouldBeTrue();
        File.Exists(own).ShouldBeTrue();
    }

    [Fact]
    public async Task A_temporary_file_that_is_adopted_is_moved()
    {
        var temporary = store.NewTemporaryFile("png");
        await File.WriteAllBytesAsync(temporary, [5, 6]);

        var stored = await store.AdoptAsync(temporary, "png");

        File.Exists(temporary).ShouldBeFalse();
        stored.Size.ShouldBe(2);
    }

    public void Dispose()
    {
        store.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private MediaStore NewStore() => new(MediaFolders.Under(data), TimeProvider.System, NullLogger<MediaStore>.Instance);

    private string[] TemporaryFiles() => Directory.Exists(Path.Combine(data, "temp"))
        ? [.. Directory.GetFiles(Path.Combine(data, "temp"), "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".alive")]
        : [];

    private sealed class BreakingStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The line broke.");
    }
}
