using System.Text;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Media.S3;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.S3;
using ArtFactory.Tests.Inventory;
using ArtFactory.Tests.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Upkeep;

/// <summary>The trash of a library whose originals lie in a bucket.</summary>
public sealed class BucketPurgeTests
{
    [Theory, Engines]
    public async Task Files_go_with_the_last_row_and_what_was_stored_again_just_now_stays(string engine)
    {
        FakeS3? bucket = null;
        await using var library = await TestLibrary.CreateAsync(engine, services =>
            services.AddSingleton<IOriginals>(p => new S3Originals(StoreStage.OptionsOf(bucket!, o => o.Prefix = ""), p.GetRequiredService<MediaFolders>(), p.GetRequiredService<TimeProvider>(), NullLogger.Instance)));
        await using var server = bucket = await FakeS3.StartAsync(library.Clock);
        var (shared, again) = (await StoreAsync(library, "shared"), await StoreAsync(library, "again"));
        var (first, second, third) = (await ProductOfAsync(library, shared), await ProductOfAsync(library, shared), await ProductOfAsync(library, again));
        library.Clock.Advance(TimeSpan.FromHours(1));

        await PurgeAsync(library, first);
        Originals(bucket).ShouldBe([shared.RelativePath, again.RelativePath], ignoreOrder: true);

        // The bucket fails: what could not be removed waits for a later run.
        bucket.Fail(S3Trouble.SlowDown, times: 4, act: "delete");
        bucket.Fail(S3Trouble.SlowDown, times: 4, act: "delete");
        await PurgeAsync(library, second);
        Originals(bucket).ShouldContain(shared.RelativePath);
        library.Clock.Advance(TimeSpan.FromHours(2));
        await library.Retention.RunAsync();
        library.Clock.Advance(TimeSpan.FromHours(1));
        await library.Retention.RunAsync();
        Originals(bucket).ShouldBe([again.RelativePath]);

        // The line has stored the same bytes, and is about to write the row.
        (await library.Store.StoreAsync(Bytes("again"), "png")).WasThere.ShouldBeTrue();
        await PurgeAsync(library, third);
        var late = await ProductOfAsync(library, again);
        library.Clock.Advance(TimeSpan.FromHours(1));
        await library.Retention.RunAsync();
        Originals(bucket).ShouldBe([again.RelativePath]);
        await PurgeAsync(library, late);
        bucket.Objects.Keys.ShouldBeEmpty();
        await using var context = library.Open();
        (await context.BackgroundJobs.AnyAsync()).ShouldBeFalse();
    }

    static string[] Originals(FakeS3 bucket) => [.. bucket.Objects.Keys.Where(k => k.StartsWith("originals/", StringComparison.Ordinal))];

    static async Task PurgeAsync(TestLibrary library, Product product)
    {
        await library.Curator.TrashAsync([product.Id]);
        await library.Trash.PurgeAsync(TrashKind.Product, [product.Id]);
    }

    static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    static Task<StoredFile> StoreAsync(TestLibrary library, string content) => library.Store.StoreAsync(Bytes(content), "png");

    static async Task<Product> ProductOfAsync(TestLibrary library, StoredFile file)
    {
        var product = TestLibrary.NewProduct();
        string Of(string size) => MediaStore.ThumbnailPath(file.Sha256, size);
        (product.FilePath, product.FileHash, product.ThumbnailPaths) = (file.RelativePath, file.Sha256, new(Of("150"), Of("400"), Of("800")));
        await library.SaveAsync(product);
        return product;
    }
}
