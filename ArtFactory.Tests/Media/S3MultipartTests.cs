using System.Security.Cryptography;
using ArtFactory.Engine.Media;
using ArtFactory.Tests.Fakes.S3;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Media;

/// <summary>Files too large for one request, with bounds so small that a few kilobytes are too large.</summary>
public sealed class S3MultipartTests
{
    const int PartBytes = 1024, Size = (3 * PartBytes) + 100;

    [Fact]
    public async Task A_large_file_goes_in_parts_and_appears_whole()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var (store, content) = (InParts(stage), RandomNumberGenerator.GetBytes(Size));
        var stored = await store.StoreAsync(new MemoryStream(content), "mp4");
        (stored.WasThere, stored.Size).ShouldBe((false, Size));
        stage.ContentOf(stored.RelativePath).ShouldBe(content);
        stage.Bucket.Objects["lib/one/" + stored.RelativePath].Type.ShouldBe("video/mp4");
        Counts(stage).ShouldBe((1, 4, 1, 0));
        stage.Bucket.Count("put").ShouldBe(0);

        // The hash of the parts' hashes is enough: nothing is read back.
        stage.Bucket.Count("get").ShouldBe(0);
        (await StoredContentTests.ReadAsync(stage.Another("second"), stored.RelativePath)).ShouldBe(content);
        stage.Bucket.OpenUploads.ShouldBeEmpty();
        stage.TemporaryFiles().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2 * PartBytes, 0, 1)]
    [InlineData((2 * PartBytes) + 1, 3, 0)]
    [InlineData(4 * PartBytes, 4, 0)]
    public async Task Only_what_is_above_the_bound_goes_in_parts_and_the_last_part_is_what_is_left(int size, int parts, int puts)
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(size);
        var stored = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
        stage.ContentOf(stored.RelativePath).ShouldBe(content);
        stage.Bucket.Objects["lib/one/" + stored.RelativePath].Type.ShouldBe("image/png");
        (stage.Bucket.Count("part"), stage.Bucket.Count("put")).ShouldBe((parts, puts));
    }

    [Fact]
    public async Task What_goes_wrong_with_a_part_is_made_again_for_that_part_alone()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(Size);
        var store = InParts(stage, timeLimitSeconds: 1, attempts: 7);
        foreach (var trouble in (S3Trouble[])[S3Trouble.SlowDown, new S3Trouble.Drop(), new S3Trouble.DropAnswer(), new S3Trouble.Silence(), new S3Trouble.Refuse(400, "BadDigest")])
            stage.Bucket.Fail(trouble, act: "part");
        stage.Bucket.Fail(S3Trouble.InternalError, act: "create");
        stage.Bucket.Fail(new S3Trouble.Truncate(), act: "create");
        var stored = await store.StoreAsync(new MemoryStream(content), "png");
        stored.WasThere.ShouldBeFalse();
        stage.ContentOf(stored.RelativePath).ShouldBe(content);
        Counts(stage).ShouldBe((3, 4 + 5, 1, 0));
    }

    [Fact]
    public async Task A_part_that_cannot_be_sent_takes_the_others_along_and_the_file_stays_to_be_stored_later()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var (store, content) = (InParts(stage), RandomNumberGenerator.GetBytes(Size));
        var temporary = store.NewTemporaryFile("png");
        await File.WriteAllBytesAsync(temporary, content);
        stage.Bucket.ByChance = call => call.Act == "part" && stage.Bucket.Count("part") > 2 && stage.Bucket.Count("part") <= 6 ? S3Trouble.SlowDown : null;
        (await Should.ThrowAsync<MediaStoreException>(() => store.AdoptAsync(temporary, "png"))).IsAway.ShouldBeTrue();
        stage.Bucket.OpenUploads.ShouldBeEmpty();
        stage.Originals().ShouldBeEmpty();
        Counts(stage).ShouldBe((1, 6, 0, 1));
        File.Exists(temporary).ShouldBeTrue();
        stage.ContentOf((await store.AdoptAsync(temporary, "png")).RelativePath).ShouldBe(content);
        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_wanted_any_more_leaves_no_parts()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        using var stop = new CancellationTokenSource();
        stage.Bucket.ByChance = call =>
        {
            if (call.Act == "part" && stage.Bucket.Count("part") == 2) stop.Cancel();
            return null;
        };
        await Should.ThrowAsync<OperationCanceledException>(() => InParts(stage).StoreAsync(new MemoryStream(new byte[Size]), "png", stop.Token));
        stage.Bucket.Count("abort").ShouldBe(1);
        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("InternalError")]
    [InlineData("SlowDown")]
    public async Task An_error_in_an_answer_that_began_as_a_success_is_an_error(string code)
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var (store, content) = (InParts(stage), RandomNumberGenerator.GetBytes(Size));
        stage.Bucket.Fail(new S3Trouble.ErrorInBody(code), times: 2, act: "complete");
        var stored = await store.StoreAsync(new MemoryStream(content), "png");
        stored.WasThere.ShouldBeFalse();
        stage.ContentOf(stored.RelativePath).ShouldBe(content);
        stage.Bucket.Count("complete").ShouldBe(3);
        stage.Bucket.OpenUploads.ShouldBeEmpty();

        stage.Bucket.Fail(new S3Trouble.ErrorInBody(code), times: 4, act: "complete");
        (await Should.ThrowAsync<MediaStoreException>(() => store.StoreAsync(new MemoryStream(RandomNumberGenerator.GetBytes(Size)), "png"))).IsAway.ShouldBeTrue();
        stage.Originals().ShouldHaveSingleItem();
        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_to_the_joining_that_are_lost_or_cut_off_make_no_second_file()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        foreach (var trouble in (S3Trouble[])[new S3Trouble.DropAnswer(), new S3Trouble.Truncate(), new S3Trouble.Drop(), S3Trouble.SlowDown])
        {
            var content = RandomNumberGenerator.GetBytes(Size);
            stage.Bucket.Fail(trouble, act: "complete");
            var stored = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
            stage.ContentOf(stored.RelativePath).ShouldBe(content);
            stored.RelativePath.ShouldNotContain("-1");
        }

        stage.Originals().Count.ShouldBe(4);
        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_that_the_server_keeps_only_in_part_does_not_count_as_stored(bool tellsChecksums)
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.TellsNoChecksums = !tellsChecksums;
        var content = RandomNumberGenerator.GetBytes(Size);
        stage.Bucket.Fail(new S3Trouble.KeepHalf(), act: "part");
        var stored = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
        stored.RelativePath.ShouldContain("-1.png");
        stage.ContentOf(stored.RelativePath).ShouldBe(content);
    }

    [Fact]
    public async Task What_is_there_is_not_sent_again_but_renewed_within_the_store()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket, clock);
        var content = RandomNumberGenerator.GetBytes(Size);
        var first = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
        clock.Advance(TimeSpan.FromHours(1));
        var again = await InParts(stage, "other").StoreAsync(new MemoryStream(content), "png");
        again.ShouldBe(first with { WasThere = true });
        (stage.Bucket.Count("part"), stage.Bucket.Count("part-copy")).ShouldBe((4, 4));
        stage.Bucket.Objects["lib/one/" + first.RelativePath].Modified.ShouldBe(clock.GetUtcNow());
        stage.ContentOf(first.RelativePath).ShouldBe(content);
        stage.Bucket.Count("get").ShouldBe(0);
    }

    [Fact]
    public async Task Who_is_slower_with_the_same_file_gives_its_parts_up()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(Size);
        var gate = new TaskCompletionSource();
        stage.Bucket.Fail(new S3Trouble.WaitFor(gate.Task), act: "complete");
        var slow = InParts(stage).StoreAsync(new MemoryStream(content), "png");
        await Production.TestFactory.UntilAsync(() => Task.FromResult(stage.Bucket.Count("complete") == 1));
        var fast = await InParts(stage, "other").StoreAsync(new MemoryStream(content), "png");
        gate.SetResult();
        (await slow).ShouldBe(fast with { WasThere = true });
        stage.Originals().ShouldBe([fast.RelativePath]);
        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_file_whose_name_holds_other_bytes_takes_another_name()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        var content = RandomNumberGenerator.GetBytes(Size);
        var first = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
        foreach (var length in (int[])[10, Size, 2 * Size])
        {
            stage.Damage(first.RelativePath, new byte[length]);
            var again = await InParts(stage).StoreAsync(new MemoryStream(content), "png");
            again.RelativePath.ShouldContain("-1.png");
            stage.ContentOf(again.RelativePath).ShouldBe(content);
        }

        stage.Bucket.OpenUploads.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_clears_away_what_dead_processes_began_long_ago_here_and_nothing_else()
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.PageSize = 2;
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 5; i++) stage.Bucket.LeaveUpload($"lib/one/originals/aa/bb/{i}.png", now.AddDays(-8), [1]);
        stage.Bucket.LeaveUpload("lib/one/originals/aa/bb/young.png", now.AddDays(-6), [1]);
        stage.Bucket.LeaveUpload("lib/two/originals/aa/bb/others.png", now.AddDays(-80), [1]);
        await stage.Store.VerifyAsync(libraryHasProducts: false);
        stage.Bucket.OpenUploads.Select(u => u.Key).Order(StringComparer.Ordinal).ShouldBe(["lib/one/originals/aa/bb/young.png", "lib/two/originals/aa/bb/others.png"]);
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(501, "NotImplemented")]
    [InlineData(500, "InternalError")]
    public async Task A_server_that_lists_no_uploads_does_not_stop_the_start(int status, string code)
    {
        await using var stage = await StoreStage.CreateAsync(StoreStage.InBucket);
        stage.Bucket.Fail(new S3Trouble.Refuse(status, code), times: 100, act: "uploads");
        await stage.Store.VerifyAsync(libraryHasProducts: false);
        stage.Bucket.Count("uploads").ShouldBe(1);
        (await stage.Store.IsHereAsync()).ShouldBeTrue();
    }

    static (int Created, int Parts, int Completed, int Aborted) Counts(StoreStage stage) =>
        (stage.Bucket.Count("create"), stage.Bucket.Count("part"), stage.Bucket.Count("complete"), stage.Bucket.Count("abort"));

    /// <summary>A node for which two parts are the most that goes in one request.</summary>
    static MediaStore InParts(StoreStage stage, string node = "parts", double timeLimitSeconds = 30, int attempts = 4) => stage.Open(node, StoreStage.OptionsOf(stage.Bucket, o =>
    {
        o.PartMegabytes = PartBytes / 1024.0 / 1024.0;
        o.MultipartAboveMegabytes = 2 * PartBytes / 1024.0 / 1024.0;
        o.TimeLimitSeconds = timeLimitSeconds;
        o.Attempts = attempts;
    }));
}
