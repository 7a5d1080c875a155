using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ArtFactory.Engine.Media;
using ArtFactory.Tests.Fakes.S3;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Media;

/// <summary>A bucket that is slow, fails, lies and goes away.</summary>
public sealed class S3StoreTests
{
    [Fact]
    public async Task What_fails_and_may_pass_is_tried_again()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        foreach (var trouble in (S3Trouble[])[S3Trouble.SlowDown, S3Trouble.InternalError, new S3Trouble.Drop()]) stage.Bucket.Fail(trouble, act: "put");
        var stored = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        stored.WasThere.ShouldBeFalse();
        stage.Bucket.Count("put").ShouldBe(4);
        stage.Bucket.Fail(S3Trouble.SlowDown, act: "head");
        stage.Bucket.Fail(new S3Trouble.Truncate(), act: "list");
        (await stage.Store.FindAsync(stored.RelativePath)).ShouldNotBeNull();
        var listed = 0;
        await foreach (var _ in stage.Store.ListAsync()) listed++;
        listed.ShouldBe(1);
    }

    [Fact]
    public async Task Trying_has_an_end_and_the_file_stays_to_be_stored_later()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var temporary = stage.Store.NewTemporaryFile("png");
        await File.WriteAllBytesAsync(temporary, [1, 2, 3]);
        stage.Bucket.Fail(S3Trouble.SlowDown, times: 4, act: "put");
        (await Should.ThrowAsync<MediaStoreException>(() => stage.Store.AdoptAsync(temporary, "png"))).IsAway.ShouldBeTrue();
        stage.Bucket.Count("put").ShouldBe(4);
        (await File.ReadAllBytesAsync(temporary)).ShouldBe([1, 2, 3]);
        await stage.Store.AdoptAsync(temporary, "png");
        stage.Originals().ShouldHaveSingleItem();
        File.Exists(temporary).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lost_answer_makes_no_second_file()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.Fail(new S3Trouble.DropAnswer(), act: "put");
        var stored = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        stage.Originals().ShouldBe([stored.RelativePath]);
        stage.ContentOf(stored.RelativePath).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task What_the_server_keeps_only_in_part_does_not_count_as_stored()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        foreach (var tells in (bool[])[true, false])
        {
            byte[] content = [1, 2, 3, 4, tells ? (byte)1 : (byte)0];
            stage.Bucket.TellsNoChecksums = !tells;
            stage.Bucket.Fail(new S3Trouble.KeepHalf(), act: "put", key: "originals/");
            var stored = await stage.Store.StoreAsync(new MemoryStream(content), "png");
            stored.RelativePath.ShouldContain("-1.png");
            stage.ContentOf(stored.RelativePath).ShouldBe(content);
        }
    }

    [Fact]
    public async Task A_server_that_tells_no_checksums_is_read_back()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.TellsNoChecksums = true;
        var stored = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        stage.Bucket.Count("get", stored.Sha256).ShouldBe(1);
        stage.Damage(stored.RelativePath, [1, 2, 4]);
        (await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).RelativePath.ShouldContain("-1.png");
    }

    [Fact]
    public async Task A_read_that_breaks_off_goes_on_where_it_broke()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(2_500_000);
        var path = (await stage.Store.StoreAsync(new MemoryStream(content), "png")).RelativePath;
        stage.Bucket.Fail(new S3Trouble.Truncate(), times: 2, act: "get");
        stage.Bucket.Fail(new S3Trouble.Shorten(), act: "get");
        stage.Bucket.Fail(S3Trouble.SlowDown, act: "get");
        (await StoredContentTests.ReadAsync(stage.Store, path)).ShouldBe(content);
        stage.Bucket.Fail(new S3Trouble.Truncate(), times: 2, act: "get");
        (await File.ReadAllBytesAsync(await stage.Another("second").FetchAsync(path))).ShouldBe(content);
    }

    [Fact]
    public async Task A_read_that_always_breaks_off_ends_and_is_never_taken_for_whole()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var path = (await stage.Store.StoreAsync(new MemoryStream(RandomNumberGenerator.GetBytes(1000)), "png")).RelativePath;
        stage.Bucket.Fail(new S3Trouble.Shorten(), times: 1000, act: "get");
        var other = stage.Another("second");
        (await Should.ThrowAsync<MediaStoreException>(() => StoredContentTests.ReadAsync(other, path))).IsAway.ShouldBeTrue();
        (await Should.ThrowAsync<MediaStoreException>(() => other.FetchAsync(path))).IsAway.ShouldBeTrue();
        CacheOf(stage, "second").ShouldBeEmpty();
        stage.TemporaryFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_bytes_are_neither_shown_whole_nor_kept()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(300_000);
        var path = (await stage.Store.StoreAsync(new MemoryStream(content), "png")).RelativePath;
        var other = stage.Another("second");
        stage.Bucket.Fail(new S3Trouble.Flip(), act: "get");
        var shown = new MemoryStream();
        await using (var stream = await other.OpenReadAsync(path))
            (await Should.ThrowAsync<MediaStoreException>(() => stream.CopyToAsync(shown))).Kind.ShouldBe(MediaStoreFailure.Damaged);
        shown.Length.ShouldBeLessThan(content.Length);
        stage.Bucket.Fail(new S3Trouble.Flip(), times: 2, act: "get");
        (await File.ReadAllBytesAsync(await other.FetchAsync(path))).ShouldBe(content);
        stage.Damage(path, [.. content[..^1], (byte)(content[^1] ^ 1)]);
        (await Should.ThrowAsync<MediaStoreException>(() => stage.Another("third").FetchAsync(path))).Kind.ShouldBe(MediaStoreFailure.Damaged);
        CacheOf(stage, "third").ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_is_waited_for_only_so_long()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var path = (await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).RelativePath;
        var impatient = stage.Open("impatient", StoreStage.OptionsOf(stage.Bucket, o => o.TimeLimitSeconds = 0.3));
        stage.Bucket.Fail(new S3Trouble.Silence(), act: "head");
        (await impatient.FindAsync(path)).ShouldNotBeNull();
        stage.Bucket.Fail(new S3Trouble.Silence(), times: 4, act: "head");
        (await Should.ThrowAsync<MediaStoreException>(() => impatient.FindAsync(path))).Message.ShouldContain("did not answer in time");
    }

    [Fact]
    public async Task Only_the_part_that_is_read_is_fetched()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(5_000_000);
        var path = (await stage.Store.StoreAsync(new MemoryStream(content), "mp4")).RelativePath;
        await using var stream = await stage.Store.OpenReadAsync(path);
        stream.Position = 4_999_000;
        await stream.ReadExactlyAsync(new byte[1000]);
        stage.Bucket.Calls.Where(c => c.Act == "get").ShouldHaveSingleItem().Range.ShouldBe("bytes=4999000-4999999");
    }

    [Fact]
    public async Task What_several_need_at_once_is_fetched_once_and_then_lies_here()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(10_000);
        var path = (await stage.Store.StoreAsync(new MemoryStream(content), "png")).RelativePath;
        var gate = new TaskCompletionSource();
        stage.Bucket.Fail(new S3Trouble.WaitFor(gate.Task), act: "get");
        var other = stage.Another("second");
        var fetches = Enumerable.Range(0, 8).Select(_ => Task.Run(() => other.FetchAsync(path))).ToList();
        gate.SetResult();
        (await Task.WhenAll(fetches)).Distinct().ShouldHaveSingleItem();
        await other.FetchAsync(path);
        stage.Bucket.Count("get").ShouldBe(1);
        await File.WriteAllBytesAsync(await other.FetchAsync(path), [1]);
        (await File.ReadAllBytesAsync(await other.FetchAsync(path))).ShouldBe(content, "what a power loss left is fetched again");
        stage.Bucket.Count("get").ShouldBe(2);
    }

    [Fact]
    public async Task The_local_copies_stay_within_their_bound_and_what_was_just_handed_out_stays()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket, clock);
        var store = stage.Open("small", StoreStage.OptionsOf(stage.Bucket, o => o.CacheMegabytes = 1));
        var paths = new List<string>();
        for (byte i = 0; i < 8; i++)
        {
            paths.Add((await store.StoreAsync(new MemoryStream(new byte[300_000 + i]), "png")).RelativePath);
            clock.Advance(TimeSpan.FromMinutes(20));
        }

        CacheOf(stage, "small").Sum(f => new FileInfo(f).Length).ShouldBeLessThanOrEqualTo(1024 * 1024);
        File.Exists(await store.FetchAsync(paths[0])).ShouldBeTrue();
        var fresh = new List<string>();
        foreach (var path in paths) fresh.Add(await store.FetchAsync(path));
        fresh.ShouldAllBe(p => File.Exists(p));
    }

    [Fact]
    public async Task A_removal_in_the_middle_makes_the_storer_take_another_name()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket, clock);
        var first = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        clock.Advance(TimeSpan.FromHours(3));
        StoredFile? again = null;
        var removal = await stage.Another("remover").RemoveAsync(first.RelativePath, TimeSpan.FromMinutes(2), async token =>
        {
            // It has looked, and is about to delete.
            again = await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png", token);
            return false;
        });
        removal.ShouldBe(Removal.Gone);
        stage.Originals().ShouldBe([again!.RelativePath]);
        again.RelativePath.ShouldContain("-1.png");
    }

    [Fact]
    public async Task A_mark_that_a_dead_process_left_is_cleared_away_after_a_while()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket, clock);
        var path = (await stage.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).RelativePath;
        stage.Bucket.Objects["lib/one/purging/" + path] = new([7], "text/plain", clock.GetUtcNow(), null);
        clock.Advance(TimeSpan.FromMinutes(30));
        async Task<Removal> RemoveAsync() => await stage.Store.RemoveAsync(path, TimeSpan.FromMinutes(2), _ => Task.FromResult(false));
        (await RemoveAsync()).ShouldBe(Removal.Waits);
        stage.Bucket.Objects.Count(o => o.Key.Contains("purging", StringComparison.Ordinal)).ShouldBe(1);
        clock.Advance(TimeSpan.FromHours(1));
        (await RemoveAsync()).ShouldBe(Removal.Waits);
        (await RemoveAsync()).ShouldBe(Removal.Gone);
    }

    [Fact]
    public async Task A_bucket_that_goes_away_says_so_and_is_found_again()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        await stage.Store.VerifyAsync(libraryHasProducts: false);
        (await stage.Store.IsHereAsync()).ShouldBeTrue();
        stage.Bucket.IsDown = true;
        var fault = await Should.ThrowAsync<MediaStoreException>(() => stage.Store.StoreAsync(new MemoryStream([1]), "png"));
        fault.IsAway.ShouldBeTrue();
        fault.Message.ShouldContain("cannot be reached");
        (await stage.Store.IsHereAsync()).ShouldBeFalse();
        stage.Bucket.IsDown = false;
        await ArtFactory.Tests.Production.TestFactory.UntilAsync(async () => await stage.Store.IsHereAsync());
        await stage.Store.StoreAsync(new MemoryStream([1]), "png");
    }

    [Fact]
    public async Task The_bucket_may_be_named_in_the_host()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var asked = new List<string>();
        var wire = new SocketsHttpHandler
        {
            // Not every machine knows names below localhost.
            ConnectCallback = async (connection, token) =>
            {
                asked.Add(connection.DnsEndPoint.Host);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, connection.DnsEndPoint.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var store = stage.Open("hosted", StoreStage.OptionsOf(stage.Bucket, o => (o.Endpoint, o.PathStyle) = ($"http://localhost:{stage.Bucket.Origin.Port}", false)), wire);
        await store.VerifyAsync(libraryHasProducts: false);
        var stored = await store.StoreAsync(new MemoryStream([1, 2, 3]), "png");
        stage.ContentOf(stored.RelativePath).ShouldBe([1, 2, 3]);
        asked.Distinct().ShouldBe(["art.localhost"]);
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "InvalidAccessKeyId")]
    [InlineData(404, "NoSuchBucket")]
    [InlineData(500, "InternalError")]
    [InlineData(400, "MalformedXML")]
    [InlineData(501, "NotImplemented")]
    public async Task No_error_tells_the_key(int status, string code)
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.Fail(new S3Trouble.Refuse(status, code), times: 100);
        foreach (var act in (Func<Task>[])[() => stage.Store.StoreAsync(new MemoryStream([1]), "png"), () => stage.Store.VerifyAsync(true), () => stage.Store.FindAsync("originals/aa/bb/c.png")])
        {
            if (await Record.ExceptionAsync(act) is not { } e) continue;
            e.ShouldBeOfType<MediaStoreException>();
            e.ToString().ShouldNotContain(FakeS3.SecretKey);
            e.Message.ShouldNotContain(FakeS3.AccessKey);
        }
    }

    static string[] CacheOf(StoreStage stage, string node) =>
        Directory.Exists(Path.Combine(stage.Folder, node, "cache", "originals")) ? Directory.GetFiles(Path.Combine(stage.Folder, node, "cache", "originals"), "*", SearchOption.AllDirectories) : [];
}
