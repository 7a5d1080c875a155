using System.Text;
using ArtFactory.Data;
using ArtFactory.Data.Lookups;
using ArtFactory.Data.Operations;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Production;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArtFactory.Tests.Upkeep;

/// <summary>The integrity check finds what is missing, changed or known to nobody, and changes nothing; uploads go when nobody needs them.</summary>
public sealed class IntegrityTests
{
    [Theory, Engines]
    public async Task A_flipped_bit_a_missing_file_and_one_nobody_knows_are_found_and_nothing_is_removed(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var files = new List<StoredFile>();
        for (var i = 0; i < 6; i++) files.Add(await ProductAsync(library, $"picture {i}"));
        var upload = await library.Get<IUploads>().StoreAsync(Bytes("an input"), "input.png");
        (await FaultAsync(library)).ShouldBeNull();

        await FlipAsync(library, files[1].RelativePath);
        File.Delete(library.Store.Locate(files[2].RelativePath));
        var stranger = await library.Store.StoreAsync(Bytes("nobody's"), "png");
        var odd = Path.Combine(Path.GetDirectoryName(library.Store.Locate(files[0].RelativePath))!, "letter.txt");
        await File.WriteAllTextAsync(odd, "left here");
        var young = await library.Store.StoreAsync(Bytes("being written"), "png");
        foreach (var path in (string[])[library.Store.Locate(stranger.RelativePath), odd]) File.SetLastWriteTimeUtc(path, library.Clock.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(library.Store.Locate(young.RelativePath), library.Clock.GetUtcNow().UtcDateTime);

        var fault = (await FaultAsync(library)).ShouldNotBeNull();

        fault.ShouldStartWith("4 faults: ");
        fault.ShouldContain($"{files[1].RelativePath} no longer has the content");
        fault.ShouldContain($"{files[2].RelativePath} is missing");
        fault.ShouldContain($"{stranger.RelativePath} is known to no row (8 bytes");
        fault.ShouldContain("letter.txt is known to no row");
        fault.ShouldNotContain(upload["upload:".Length..]);
        foreach (var file in (StoredFile[])[files[1], stranger, young]) File.Exists(library.Store.Locate(file.RelativePath)).ShouldBeTrue();
    }

    [Theory, Engines]
    public async Task A_check_that_was_cut_off_goes_on_and_the_next_one_looks_at_the_damaged_first(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        for (var i = 0; i < 5; i++) await ProductAsync(library, $"picture {i}");
        List<(Guid Id, string Path)> products;
        await using (var context = library.Open())
            products = [.. (await context.Products.OrderBy(p => p.Id).Select(p => new { p.Id, p.FilePath }).ToListAsync()).Select(p => (p.Id, p.FilePath))];
        foreach (var damaged in (int[])[1, 4]) await FlipAsync(library, products[damaged].Path);

        // It had compared the first three, and all but a little of what the settings grant.
        var cut = await JobAsync(library, new ComparisonState(products[2].Id, 100_000_000_000 - 1, []));
        (await FaultAsync(library, cut)).ShouldBeNull();
        ComparisonState.Of(cut.Arguments)!.At.ShouldBe(products[3].Id);
        (await FaultAsync(library)).ShouldNotBeNull().ShouldStartWith("2 faults: " + products[4].Path);

        await FlipAsync(library, products[4].Path);
        var last = await JobAsync(library, null);
        (await FaultAsync(library, last)).ShouldNotBeNull().ShouldStartWith("1 fault: " + products[1].Path);
        ComparisonState.Of(last.Arguments)!.Damaged.ShouldBe([products[1].Path]);

        // Nothing is compared when the settings say so.
        await library.Settings.SetAsync("integrity.compare_gigabytes", System.Text.Json.JsonSerializer.SerializeToElement(0));
        (await FaultAsync(library)).ShouldBeNull();
    }

    [Theory, Engines]
    public async Task An_upload_goes_after_the_retention_when_nothing_refers_to_it(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var uploads = library.Get<IUploads>();
        var (unused, ordered, again) = (await uploads.StoreAsync(Bytes("unused"), "a.png"), await uploads.StoreAsync(Bytes("ordered"), "b.png"), await uploads.StoreAsync(Bytes("again"), "c.png"));
        var shared = await ProductAsync(library, "shared");
        var alsoShared = await uploads.StoreAsync(Bytes("shared"), "d.png");
        var looked = await uploads.StoreAsync(Bytes("looked up"), "e.png");
        await library.SaveAsync(new Lookup { Id = FactoryId.New(), Key = "poses", Values = [looked, "plain"] });
        await library.SaveAsync(new Order
        {
            Id = FactoryId.New(), Provider = "studio", Model = "duotone", BaseParameterSet = ParameterSet.Empty.With("image", ordered), Status = OrderStatus.Fulfilled,
        });
        library.Clock.Advance(TimeSpan.FromDays(89));
        await library.Retention.RunAsync();
        (await NamesAsync(library)).Count.ShouldBe(5);
        (await uploads.StoreAsync(Bytes("again"), "c.png")).ShouldBe(again);
        library.Clock.Advance(TimeSpan.FromDays(2));
        File.SetLastWriteTimeUtc(library.Store.Locate(PathOf(unused)), library.Clock.GetUtcNow().UtcDateTime.AddDays(-91));

        (await library.Retention.RunAsync()).Files.ShouldBe(1);

        (await NamesAsync(library)).ShouldBe([ordered, again, alsoShared, looked], ignoreOrder: true);
        File.Exists(library.Store.Locate(PathOf(unused))).ShouldBeFalse();
        foreach (var path in (string[])[PathOf(ordered), PathOf(again), PathOf(looked), shared.RelativePath]) File.Exists(library.Store.Locate(path)).ShouldBeTrue();
    }

    [Theory, Engines]
    public async Task A_purged_product_leaves_the_file_that_somebody_gave_as_an_input(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine);
        var file = await ProductAsync(library, "both");
        await library.Get<IUploads>().StoreAsync(Bytes("both"), "x.png");
        Guid product;
        await using (var context = library.Open()) product = await context.Products.Select(p => p.Id).SingleAsync();
        library.Clock.Advance(TimeSpan.FromHours(1));
        await library.Curator.TrashAsync([product]);
        await library.Trash.PurgeAsync(TrashKind.Product, [product]);
        await library.Retention.RunAsync();
        File.Exists(library.Store.Locate(file.RelativePath)).ShouldBeTrue();
    }

    static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    static string PathOf(string reference) => reference["upload:".Length..] is var name ? $"originals/{name[..2]}/{name[2..4]}/{name}" : "";

    static async Task<StoredFile> ProductAsync(TestLibrary library, string content)
    {
        var file = await library.Store.StoreAsync(Bytes(content), "png");
        var product = TestLibrary.NewProduct();
        (product.FilePath, product.FileHash, product.FileSize) = (file.RelativePath, file.Sha256, file.Size);
        await library.SaveAsync(product);
        return file;
    }

    /// <summary>Changes one bit; done twice, all is as before.</summary>
    static async Task FlipAsync(TestLibrary library, string path)
    {
        var bytes = await File.ReadAllBytesAsync(library.Store.Locate(path));
        bytes[0] ^= 4;
        await File.WriteAllBytesAsync(library.Store.Locate(path), bytes);
    }

    static async Task<List<string>> NamesAsync(TestLibrary library)
    {
        await using var context = library.Open();
        return [.. (await context.Uploads.Select(u => u.FilePath).ToListAsync()).Select(path => "upload:" + Path.GetFileName(path))];
    }

    static async Task<BackgroundJob> JobAsync(TestLibrary library, ComparisonState? state)
    {
        var job = new BackgroundJob { Id = FactoryId.New(), Kind = "check-integrity", State = BackgroundJobState.Running, Arguments = state?.ToArguments() };
        await library.SaveAsync(job);
        return job;
    }

    static async Task<string?> FaultAsync(TestLibrary library) => await FaultAsync(library, await JobAsync(library, null));

    static async Task<string?> FaultAsync(TestLibrary library, BackgroundJob row)
    {
        var work = new IntegrityWork(
            library.Database.Engine, library.Get<IDbContextFactory<FactoryContext>>(), library.Get<FactoryWriter>(), library.Store, library.Get<UploadReferences>(), library.Settings,
            library.Clock, NullLogger<IntegrityWork>.Instance);
        try
        {
            await work.RunAsync(new LongJob(row.Id, null, row.Arguments ?? ParameterSet.Empty, (_, _) => Task.CompletedTask), CancellationToken.None);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
        finally
        {
            await using var context = library.Open();
            row.Arguments = await context.BackgroundJobs.Where(j => j.Id == row.Id).Select(j => j.Arguments).SingleAsync();
        }
    }
}
