using System.Security.Cryptography;
using ArtFactory.Engine.Media;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Media;

/// <summary>What holds wherever originals lie.</summary>
public sealed class StoredContentTests
{
    [Theory, Stores]
    public async Task Content_is_stored_under_its_hash_and_read_back_whole(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var content = RandomNumberGenerator.GetBytes(3_000_000);

        var stored = await stage.Store.StoreAsync(new MemoryStream(content), "image/png");

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        stored.ShouldBe(new StoredFile($"originals/{hash[..2]}/{hash[2..4]}/{hash}.png", hash, content.Length));
        (await ReadAsync(stage.Store, stored.RelativePath)).ShouldBe(content);
        (await File.ReadAllBytesAsync(await stage.Store.FetchAsync(stored.RelativePath))).ShouldBe(content);
        (await ReadAsync(stage.Another("second"), stored.RelativePath)).ShouldBe(content);
        (await File.ReadAllBytesAsync(await stage.Another("third").FetchAsync(stored.RelativePath))).ShouldBe(content);
        (await stage.Store.FindAsync(stored.RelativePath)).ShouldNotBeNull().Size.ShouldBe(content.Length);
        stage.TemporaryFiles().ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task Any_part_can_be_read_by_itself(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var content = RandomNumberGenerator.GetBytes(2_500_000);
        var stored = await stage.Store.StoreAsync(new MemoryStream(content), "bin");
        await using var stream = await stage.Store.OpenReadAsync(stored.RelativePath);
        foreach (var (from, count) in ((int, int)[])[(0, 10), (1_048_570, 20), (2_499_990, 10), (5, 2_000_000)])
        {
            stream.Seek(from, SeekOrigin.Begin);
            var part = new byte[count];
            await stream.ReadExactlyAsync(part);
            part.ShouldBe(content[from..(from + count)]);
        }
    }

    [Theory, Stores]
    public async Task Nothing_at_all_is_content_too(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var stored = await stage.Store.StoreAsync(new MemoryStream(), "txt");
        (await ReadAsync(stage.Store, stored.RelativePath)).ShouldBeEmpty();
        (await File.ReadAllBytesAsync(await stage.Another("second").FetchAsync(stored.RelativePath))).ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task The_same_content_is_one_file(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var first = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        (await stage.Another("second").StoreAsync(new MemoryStream([1, 2, 3]), "png")).ShouldBe(first with { WasThere = true });
        stage.Originals().ShouldBe([first.RelativePath]);
        stage.TemporaryFiles().ShouldBeEmpty();
    }

    [Theory, Stores]
    public async Task A_damaged_original_is_not_overwritten_and_the_new_file_is_not_lost(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var first = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        stage.Damage(first.RelativePath, [9, 9, 9]);

        var second = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");

        stage.ContentOf(first.RelativePath).ShouldBe([9, 9, 9]);
        second.RelativePath.ShouldBe($"originals/{first.Sha256[..2]}/{first.Sha256[2..4]}/{first.Sha256}-1.png");
        (await ReadAsync(stage.Store, second.RelativePath)).ShouldBe([1, 2, 3]);
    }

    [Theory, Stores]
    public async Task Many_writers_of_the_same_content_agree_on_one_file(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var content = RandomNumberGenerator.GetBytes(50_000);
        var stores = Enumerable.Range(0, 4).Select(n => stage.Another($"n{n}")).ToList();
        var stored = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 4].StoreAsync(new MemoryStream(content), "jpg"))));
        stored.Select(s => s.RelativePath).Distinct().ShouldHaveSingleItem();
        stored.Count(s => !s.WasThere).ShouldBe(1);
        stage.Originals().ShouldHaveSingleItem();
    }

    [Theory, Stores]
    public async Task A_path_that_the_store_never_makes_is_refused(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        foreach (var path in MediaStoreTests.BadPaths.Select<object[], string>(row => (string)row[0]))
        {
            (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.OpenReadAsync(path))).Kind.ShouldBe(MediaStoreFailure.InvalidPath, path);
            (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.FetchAsync(path))).Kind.ShouldBe(MediaStoreFailure.InvalidPath, path);
            (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.FindAsync(path))).Kind.ShouldBe(MediaStoreFailure.InvalidPath, path);
            (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.RemoveAsync(path, TimeSpan.Zero, _ => Task.FromResult(false)))).Kind.ShouldBe(MediaStoreFailure.InvalidPath, path);
        }
    }

    [Theory, Stores]
    public async Task A_missing_file_is_said_to_be_missing(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.OpenReadAsync("originals/aa/bb/none.png"))).Kind.ShouldBe(MediaStoreFailure.NotFound);
        (await stage.Store.FindAsync("originals/aa/bb/none.png")).ShouldBeNull();
    }

    [Theory, Stores]
    public async Task A_first_start_marks_the_place_and_a_library_elsewhere_is_refused_with_what_to_do(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        var refusal = await Should.ThrowAsync<MediaStoreException>(() => stage.Store.VerifyAsync(libraryHasProducts: true));
        refusal.IsAway.ShouldBeTrue();
        refusal.Message.ShouldContain(".artfactory-media");
        await stage.Store.VerifyAsync(libraryHasProducts: false);
        await stage.Store.VerifyAsync(libraryHasProducts: true);
        await stage.Another("second").VerifyAsync(libraryHasProducts: true);
        (await stage.Store.IsHereAsync()).ShouldBeTrue();
    }

    [Theory, Stores]
    public async Task All_originals_are_listed(string place)
    {
        await using var stage = await StoreStage.CreateAsync(place);
        if (place == StoreStage.InBucket) stage.Bucket.PageSize = 7;
        var paths = new List<string>();
        for (byte i = 0; i < 30; i++) paths.Add((await stage.Store.StoreAsync(new MemoryStream([i, i]), "png")).RelativePath);
        var listed = new List<OriginalFacts>();
        await foreach (var original in stage.Store.ListAsync()) listed.Add(original);
        listed.Select(o => o.RelativePath).Order().ShouldBe(paths.Order());
        listed.ShouldAllBe(o => o.Size == 2);
        if (place == StoreStage.InBucket) stage.Bucket.Count("list").ShouldBe(5);
    }

    [Theory, Stores]
    public async Task What_is_removed_is_gone_unless_it_is_needed_or_was_touched_lately(string place)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(place, clock);
        var settled = TimeSpan.FromMinutes(2);
        var path = (await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).RelativePath;
        if (place == StoreStage.InFolder) File.SetLastWriteTimeUtc(stage.Store.ResolveOriginal(path), clock.GetUtcNow().UtcDateTime);

        (await stage.Store.RemoveAsync(path, settled, _ => Task.FromResult(false))).ShouldBe(Removal.Waits);
        clock.Advance(TimeSpan.FromHours(1));
        (await stage.Store.RemoveAsync(path, settled, _ => Task.FromResult(true))).ShouldBe(Removal.Needed);
        stage.Originals().ShouldBe([path]);
        (await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).WasThere.ShouldBeTrue();
        (await stage.Store.RemoveAsync(path, settled, _ => Task.FromResult(false))).ShouldBe(Removal.Waits);
        clock.Advance(TimeSpan.FromHours(1));
        (await stage.Store.RemoveAsync(path, settled, _ => Task.FromResult(false))).ShouldBe(Removal.Gone);
        (await stage.Store.RemoveAsync(path, settled, _ => Task.FromResult(false))).ShouldBe(Removal.Gone);
        stage.Originals().ShouldBeEmpty();
        if (place == StoreStage.InBucket) stage.Bucket.Objects.Keys.ShouldNotContain(k => k.Contains("purging", StringComparison.Ordinal));
    }

    [Theory, Stores]
    public async Task Who_stores_while_another_removes_has_a_file_in_the_end(string place)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(place, place == StoreStage.InBucket ? clock : null);
        var (storer, remover, second) = (stage.Another("storer"), stage.Another("remover"), stage.Another("second"));
        for (byte round = 0; round < 100; round++)
        {
            byte[] content = [round, 1, 2];
            var path = (await storer.StoreAsync(new MemoryStream(content), "png")).RelativePath;
            if (place == StoreStage.InFolder) File.SetLastWriteTimeUtc(stage.Store.ResolveOriginal(path), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-3));
            clock.Advance(TimeSpan.FromHours(3));
            var removals = ((MediaStore[])[remover, second]).Select(r => Task.Run(() => r.RemoveAsync(path, TimeSpan.FromMinutes(2), _ => Task.FromResult(false)))).ToList();
            var again = await Task.Run(() => storer.StoreAsync(new MemoryStream(content), "png"));
            await Task.WhenAll(removals);
            stage.ContentOf(again.RelativePath).ShouldBe(content, $"round {round}: {again}");
        }
    }

    internal static async Task<byte[]> ReadAsync(MediaStore store, string path)
    {
        await using var stream = await store.OpenReadAsync(path);
        var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }
}
