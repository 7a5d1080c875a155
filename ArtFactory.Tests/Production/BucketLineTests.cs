using System.Security.Cryptography;
using ArtFactory.Data.Orders;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Media.S3;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.S3;
using ArtFactory.Tests.Media;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Production;

/// <summary>The line with its originals in a bucket that does not always do what it should.</summary>
public sealed class BucketLineTests : IAsyncLifetime
{
    FakeS3 _bucket = null!;

    public async Task InitializeAsync() => _bucket = await FakeS3.StartAsync();

    public async Task DisposeAsync() => await _bucket.DisposeAsync();

    [Theory, Engines]
    public async Task A_whole_order_survives_whatever_the_bucket_does(string engine)
    {
        var chance = new Random(4711);
        S3Trouble[] troubles =
        [
            S3Trouble.SlowDown, S3Trouble.InternalError, new S3Trouble.Drop(), new S3Trouble.DropAnswer(), new S3Trouble.Truncate(), new S3Trouble.Shorten(),
            new S3Trouble.Flip(), new S3Trouble.KeepHalf(), new S3Trouble.Refuse(409, "ConditionalRequestConflict"), new S3Trouble.Refuse(403, "RequestTimeout"),
        ];
        var made = 0;
        _bucket.ByChance = _ =>
        {
            lock (chance)
            {
                if (chance.Next(10) >= 2) return null;
                made++;
                return troubles[chance.Next(troubles.Length)];
            }
        };
        _bucket.Latency = TimeSpan.FromMilliseconds(5);
        await using var factory = await RunningAsync(engine);
        var order = await factory.PlaceAsync("n", r => r with { Parameters = new Dictionary<string, string> { ["steps"] = "1..60" }, Prompt = "[a,b] fox" });
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe((120, 0));
        made.ShouldBeGreaterThan(60);
        _bucket.ByChance = null;
        await EveryFileIsRightAsync(factory, 120);
    }

    [Theory, Engines]
    public async Task While_the_bucket_is_away_items_wait_and_none_fails_or_uses_up_a_retry(string engine)
    {
        await using var factory = await RunningAsync(engine, f => f.Provider.SafeToRepeat = true);
        await factory.Store.VerifyAsync(libraryHasProducts: false);
        var first = await factory.PlaceAsync("first");
        await factory.EndAsync(first);
        _bucket.IsDown = true;
        var order = await factory.PlaceAsync("[a,b,c,d,e,f,g,h] fox");
        await TestFactory.UntilAsync(async () => (await factory.ItemsAsync(order)).Any(i => i.ErrorCode == "storage"));
        await TestFactory.UntilAsync(async () => !await factory.Store.IsHereAsync());
        _bucket.IsDown = false;
        var ended = await factory.EndAsync(order);
        (ended.Summary.Completed, ended.Summary.Failed).ShouldBe((8, 0));
        (await factory.ItemsAsync(order)).ShouldAllBe(i => i.RetryCount == 0);
        await EveryFileIsRightAsync(factory, 9);
    }

    [Theory, Engines]
    public async Task What_is_paid_and_only_here_waits_for_the_bucket_and_is_not_made_twice(string engine)
    {
        await using var factory = await RunningAsync(engine);
        await factory.Store.VerifyAsync(libraryHasProducts: false);
        factory.Provider.OnSubmit = (_, _) =>
        {
            _bucket.IsDown = true;
            return Task.FromResult<ProviderAnswer?>(null);
        };
        var order = await factory.PlaceAsync("a fox");
        var calls = 0;
        await TestFactory.UntilAsync(() => Task.FromResult((calls = _bucket.Count("put", "originals/")) >= 4));
        _bucket.IsDown = false;
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        factory.Provider.Received.Count.ShouldBe(1);
        (await factory.AttemptsAsync(order)).ShouldHaveSingleItem().State.ShouldBe(AttemptState.Succeeded);
        await EveryFileIsRightAsync(factory, 1);
    }

    [Theory, Engines]
    public async Task An_input_that_cannot_be_had_now_holds_the_item_back_before_anything_is_sent(string engine)
    {
        await using var factory = await RunningAsync(engine);
        factory.Catalog.More = [new() { Name = "image", Type = ParameterType.Media }];
        await factory.Store.VerifyAsync(libraryHasProducts: false);
        var name = Path.GetFileName((await factory.Store.StoreAsync(new MemoryStream([1, 2, 3]), "png")).RelativePath);
        var sent = new List<byte[]>();
        factory.Provider.OnSubmit = async (request, token) =>
        {
            sent.Add(await File.ReadAllBytesAsync(request.Inputs["image"], token));
            return null;
        };

        // The bucket goes away after the item was claimed: the first question for the input is the first that fails.
        _bucket.Fail(S3Trouble.SlowDown, times: 8, act: "head", key: "originals/");
        var order = await factory.PlaceAsync("a fox", r => r with { Parameters = new Dictionary<string, string> { ["image"] = $"upload:{name}" } });
        (await factory.EndAsync(order)).Summary.Completed.ShouldBe(1);
        sent.ShouldHaveSingleItem().ShouldBe([1, 2, 3]);
        (await factory.AttemptsAsync(order)).Select(a => (a.State, a.ErrorCode)).ShouldBe([(AttemptState.Cancelled, "storage"), (AttemptState.Succeeded, null)]);
    }

    [Theory, Engines]
    public async Task Thumbnails_that_a_node_lacks_are_made_when_somebody_looks_and_not_all_at_once(string engine)
    {
        await using var factory = await RunningAsync(engine);
        await factory.EndAsync(await factory.PlaceAsync("[a,b,c,d,e,f,g,h] fox"));
        Directory.Delete(factory.Store.Folders.Cache, recursive: true);
        _bucket.Calls.Clear();
        var missing = factory.Get<IEnumerable<IScheduledWork>>().Single(w => w.Kind == "derive-missing");
        var job = new LongJob(Guid.Empty, null, ArtFactory.Data.ParameterSet.Empty, (_, _) => Task.CompletedTask);
        await missing.RunAsync(job, default);
        _bucket.Calls.ShouldBeEmpty();

        using var healing = ActivatorUtilities.CreateInstance<ThumbnailHealing>(factory.Get<IServiceProvider>());
        var (running, most, made) = (0, 0, 0);
        var gate = new TaskCompletionSource();
        factory.Imaging.OnDerive = _ =>
        {
            lock (gate) (most, made) = (Math.Max(most, ++running), made + 1);
            gate.Task.Wait();
            lock (gate) running--;
            return null;
        };
        var products = await ProductsAsync(factory);
        var looks = products.SelectMany(p => ((string[])[p.ThumbnailPaths!.Small!, p.ThumbnailPaths.Medium!, p.ThumbnailPaths.Large!]).Select(path => healing.HealAsync(path))).ToList();
        await TestFactory.UntilAsync(() => Task.FromResult(most == 4));
        gate.SetResult();
        (await Task.WhenAll(looks)).ShouldAllBe(there => there);
        (most, made).ShouldBe((4, 8));
        products.ShouldAllBe(p => File.Exists(factory.Store.ResolveThumbnail(p.ThumbnailPaths!.Large!)));

        // What fails is not tried at every look.
        Directory.Delete(factory.Store.Folders.Cache, recursive: true);
        factory.Imaging.OnDerive = _ => new ImagingException(ArtFactory.Imaging.Protocol.ImagingFailure.Unreadable, "Broken.");
        (await healing.HealAsync(products[0].ThumbnailPaths!.Small!)).ShouldBeFalse();
        factory.Imaging.OnDerive = _ => throw new InvalidOperationException("It was tried again.");
        (await healing.HealAsync(products[0].ThumbnailPaths!.Medium!)).ShouldBeFalse();
    }

    [Theory, Engines]
    public async Task The_integrity_check_reads_the_list_in_pages_and_finds_what_is_wrong(string engine)
    {
        await using var factory = await RunningAsync(engine);
        await factory.EndAsync(await factory.PlaceAsync("[a,b,c,d,e,f,g,h,i,j,k,l] fox"));
        _bucket.PageSize = 5;
        _bucket.Calls.Clear();
        ((FakeSettings)factory.Get<ISettings>()).Set("integrity.compare_gigabytes", 0);
        var check = factory.Get<IEnumerable<IScheduledWork>>().Single(w => w.Kind == "check-integrity");
        var job = new LongJob(Guid.Empty, null, ArtFactory.Data.ParameterSet.Empty, (_, _) => Task.CompletedTask);
        await check.RunAsync(job, default);
        (_bucket.Count("list"), _bucket.Count("head")).ShouldBe((3, 0));
        var paths = (await ProductsAsync(factory)).Select(p => p.FilePath).ToList();
        _bucket.Objects.TryRemove(paths[3], out _);
        _bucket.Objects[paths[7]] = _bucket.Objects[paths[7]] with { Content = [1, 2] };
        var fault = await Should.ThrowAsync<InvalidOperationException>(() => check.RunAsync(job, default));
        fault.Message.ShouldContain("2 faults");
        fault.Message.ShouldContain($"{paths[3]} is missing");
        fault.Message.ShouldContain($"{paths[7]} has 2 bytes");
    }

    Task<TestFactory> RunningAsync(string engine, Action<TestFactory>? prepare = null) => TestFactory.RunningAsync(engine, prepare, services =>
        services.AddSingleton<IOriginals>(p => new S3Originals(
            StoreStage.OptionsOf(_bucket, o => (o.Prefix, o.Attempts) = ("", 8)), p.GetRequiredService<MediaFolders>(), TimeProvider.System, NullLogger.Instance)));

    static async Task<List<Product>> ProductsAsync(TestFactory factory)
    {
        await using var context = factory.Open();
        return [.. context.Products.OrderBy(p => p.Id)];
    }

    async Task EveryFileIsRightAsync(TestFactory factory, int count)
    {
        var products = await ProductsAsync(factory);
        products.Count.ShouldBe(count);
        foreach (var product in products)
        {
            var content = _bucket.Objects[product.FilePath].Content;
            (content.LongLength, Convert.ToHexStringLower(SHA256.HashData(content))).ShouldBe((product.FileSize!.Value, product.FileHash!));
            product.DeriveError.ShouldBeNull();
            File.Exists(factory.Store.ResolveThumbnail(product.ThumbnailPaths!.Medium!)).ShouldBeTrue();
        }

        _bucket.Objects.Keys.ShouldNotContain(k => k.StartsWith("purging/", StringComparison.Ordinal));
    }
}
