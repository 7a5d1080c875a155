using System.Security.Cryptography;
using System.Text;
using ArtFactory.Data;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Products;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;

namespace ArtFactory.Tests.Upkeep;

public sealed class PurgeTests
{
    [Theory, Engines]
    public async Task Files_go_with_the_last_row_that_needs_them(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var shared = await StoreAsync(library, "shared");
        var lone = await StoreAsync(library, "lone");
        var (first, second, third) = (await ProductOfAsync(library, shared), await ProductOfAsync(library, shared), await ProductOfAsync(library, lone));
        await library.Curator.TrashAsync([first.Id, second.Id, third.Id]);
        await library.Trash.PurgeAsync(TrashKind.Product, [first.Id, third.Id]);
        Exists(library, shared).ShouldBe((true, true));
        Exists(library, lone).ShouldBe((false, false));
        await library.Trash.PurgeAsync(TrashKind.Product, [second.Id]);
        Exists(library, shared).ShouldBe((false, false));
        await NothingIsLeftToDoAsync(library);
    }

    [Theory, Engines]
    public async Task A_purged_project_takes_rows_and_files_and_no_stranger(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var project = (await library.ProjectAsync()).Id;
        var (order, item) = await library.OrderAsync(project);
        var (inside, outside) = (await StoreAsync(library, "inside"), await StoreAsync(library, "outside"));
        await ProductOfAsync(library, inside, project, item.Id);
        var stranger = await ProductOfAsync(library, outside);
        await library.ProductsAsync(1_200, project);
        await library.Projects.TrashAsync(project);
        await library.Trash.PurgeAsync(TrashKind.Project, [project]);
        Exists(library, inside).ShouldBe((false, false));
        Exists(library, outside).ShouldBe((true, true));
        await using var context = library.Open();
        (await context.Products.IgnoreQueryFilters([ISoftDeleted.FilterName]).Select(p => p.Id).ToListAsync()).ShouldBe([stranger.Id]);
        (await context.Orders.IgnoreQueryFilters([ISoftDeleted.FilterName]).AnyAsync()).ShouldBeFalse();
        (await context.Projects.IgnoreQueryFilters([ISoftDeleted.FilterName]).AnyAsync()).ShouldBeFalse();
        order.Id.ShouldNotBe(Guid.Empty);
        await NothingIsLeftToDoAsync(library);
    }

    [Theory, Engines]
    public async Task A_file_that_was_stored_again_just_now_waits_for_its_row(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var file = await StoreAsync(library, "again");
        var product = await ProductOfAsync(library, file);
        await library.Curator.TrashAsync([product.Id]);

        // The line has stored the same bytes, and is about to write the row.
        (await library.Store.StoreAsync(Bytes("again"), "png")).WasThere.ShouldBeTrue();
        await library.Trash.PurgeAsync(TrashKind.Product, [product.Id]);
        Exists(library, file).ShouldBe((true, true));
        var late = await ProductOfAsync(library, file);
        library.Clock.Advance(TimeSpan.FromHours(1));
        (await library.Retention.RunAsync()).Files.ShouldBe(0);
        Exists(library, file).ShouldBe((true, true));
        await NothingIsLeftToDoAsync(library);

        await library.Curator.TrashAsync([late.Id]);
        await library.Trash.PurgeAsync(TrashKind.Product, [late.Id]);
        Exists(library, file).ShouldBe((false, false));
    }

    [Theory, Engines]
    public async Task What_a_crash_left_is_taken_up_again(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var file = await StoreAsync(library, "orphan");
        var product = await ProductOfAsync(library, file);
        await library.Curator.TrashAsync([product.Id]);
        (await library.Store.StoreAsync(Bytes("orphan"), "png")).WasThere.ShouldBeTrue();
        await library.Trash.PurgeAsync(TrashKind.Product, [product.Id]);
        await using (var context = library.Open())
            (await context.BackgroundJobs.SingleAsync()).State.ShouldBe(BackgroundJobState.Pending);

        // The process died between moving the file aside and removing it.
        var path = library.Store.ResolveOriginal(file.RelativePath);
        File.Move(path, path + ".purged");
        library.Clock.Advance(TimeSpan.FromHours(1));
        (await library.Retention.RunAsync()).Files.ShouldBe(1);
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!).ShouldBeEmpty();
        await NothingIsLeftToDoAsync(library);
    }

    [Theory, Engines]
    public async Task Retention_removes_what_is_past_its_time_and_nothing_else(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var now = library.Clock.GetUtcNow().UtcDateTime;
        await library.SaveAsync([.. Enumerable.Range(0, 60).Select(day => (object)new GenerationLog { Id = FactoryId.New(), Timestamp = now.AddDays(-day), Message = "x" })]);
        var old = (await library.ProductAsync()).Id;
        var project = (await library.ProjectAsync()).Id;
        await library.ProductsAsync(3, project);
        await library.Curator.TrashAsync([old]);
        await library.Projects.TrashAsync(project);
        (await library.Retention.RunAsync()).ShouldBe(new RetentionReport(29, 0, 0));
        library.Clock.Advance(TimeSpan.FromDays(60));
        var young = (await library.ProductAsync()).Id;
        await library.Curator.TrashAsync([young]);
        library.Clock.Advance(TimeSpan.FromDays(31));
        (await library.Retention.RunAsync()).TrashEntries.ShouldBe(2);
        (await library.Trash.ListAsync()).Single().Id.ShouldBe(young);
    }

    static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    /// <summary>A file as it lies after a while: long untouched, with thumbnails.</summary>
    static async Task<StoredFile> StoreAsync(TestLibrary library, string content)
    {
        var file = await library.Store.StoreAsync(Bytes(content), "png");
        File.SetLastWriteTimeUtc(library.Store.ResolveOriginal(file.RelativePath), library.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        foreach (var size in (string[])["150", "400", "800"])
        {
            var temporary = library.Store.NewTemporaryFile("webp");
            await File.WriteAllTextAsync(temporary, size);
            library.Store.PublishThumbnail(temporary, file.Sha256, size);
        }

        file.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
        return file;
    }

    static async Task<Product> ProductOfAsync(TestLibrary library, StoredFile file, Guid? projectId = null, Guid? itemId = null)
    {
        var product = TestLibrary.NewProduct(projectId, itemId);
        string Of(string size) => MediaStore.ThumbnailPath(file.Sha256, size);
        (product.FilePath, product.FileHash, product.ThumbnailPaths) = (file.RelativePath, file.Sha256, new(Of("150"), Of("400"), Of("800")));
        await library.SaveAsync(product);
        return product;
    }

    static (bool Original, bool Thumbnails) Exists(TestLibrary library, StoredFile file) => (
        File.Exists(library.Store.ResolveOriginal(file.RelativePath)),
        File.Exists(library.Store.ResolveThumbnail(MediaStore.ThumbnailPath(file.Sha256, "400"))));

    static async Task NothingIsLeftToDoAsync(TestLibrary library)
    {
        await using var context = library.Open();
        (await context.BackgroundJobs.AnyAsync()).ShouldBeFalse();
    }
}
