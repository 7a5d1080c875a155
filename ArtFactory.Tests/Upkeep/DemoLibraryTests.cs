using System.Globalization;
using ArtFactory.Data.Products;
using ArtFactory.Engine;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Upkeep;
using ArtFactory.Imaging.Protocol;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Inventory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Upkeep;

public sealed class DemoLibraryTests
{
    static readonly DemoPicture[] Pictures =
    [
        new(ProductType.Image, "flow-field", "originals/aa/aa/a.png", new('a', 64), 1000, "image/png", 512, 512, null, new("s", "m", "l"), 1),
        new(ProductType.Video, "drift", "originals/bb/bb/b.mp4", new('b', 64), 2000, "video/mp4", 480, 480, 2, new("s", "m", "l", "p"), 2),
    ];

    [Theory, Engines]
    public async Task A_library_is_made_with_right_counts_and_resolved_prompts(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine, services => services.AddSingleton<IImagingClient>(new NoImaging()));
        var steps = new List<DemoProgress>();
        var report = await library.Get<DemoLibrary>().FillAsync(6_500, Pictures, new Steps(steps));
        report.Products.ShouldBe(6_500);
        steps.Count(s => s.Stage == "products").ShouldBeGreaterThan(1);
        await using var context = library.Open();
        (await context.Products.CountAsync()).ShouldBe(6_500);
        (await context.Projects.SumAsync(p => p.ProductCount)).ShouldBe(6_500);
        (await context.Projects.SumAsync(p => p.OrderCount)).ShouldBe(report.Orders);
        (await context.Orders.SumAsync(o => o.CompletedCount)).ShouldBe(6_500);
        (await context.Tags.SumAsync(t => t.UsageCount)).ShouldBe(await context.TagAssociations.CountAsync());
        (await context.Collections.SumAsync(c => c.ProductCount)).ShouldBe(await context.CollectionProducts.CountAsync());
        (await context.OrderItemChoices.AnyAsync()).ShouldBeTrue();
        var prompts = await context.Products.OrderBy(p => p.Id).Select(p => p.Prompt!).ToListAsync();
        prompts.ShouldAllBe(p => !p.Contains('['));
        prompts.Distinct().Count().ShouldBeGreaterThan(5_000);

        // It grew over two years: arrival order, ids and moments agree.
        var rows = await context.Products.OrderBy(p => p.Id).Select(p => new { p.Seq, p.CreatedAt }).ToListAsync();
        rows.Select(r => r.Seq).ShouldBe(rows.Select(r => r.Seq).Order());
        rows.Select(r => r.CreatedAt).ShouldBe(rows.Select(r => r.CreatedAt).Order());
        (library.Clock.GetUtcNow().UtcDateTime - rows[0].CreatedAt).TotalDays.ShouldBeGreaterThan(700);
        rows[^1].CreatedAt.ShouldBeLessThanOrEqualTo(library.Clock.GetUtcNow().UtcDateTime);
        (await library.Gallery.CountAsync(new() { Text = prompts[0].Split(' ')[0].Trim(',') })).ShouldBeGreaterThan(0);
    }

    [Theory, Engines]
    public async Task What_is_there_already_stays_and_stays_older(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine, services => services.AddSingleton<IImagingClient>(new NoImaging()));
        var mine = (await library.ProductAsync()).Id;
        await library.Tags.CreateAsync("DRAFT");
        await library.Get<DemoLibrary>().FillAsync(50, Pictures);
        (await library.Gallery.PageAsync(new() { OldestFirst = true }, null, 1)).Tiles.Single().Id.ShouldBe(mine);
        (await library.Tags.ListAsync("draft")).Single().Name.ShouldBe("DRAFT");
        (await Should.ThrowAsync<InvalidInputException>(() => library.Get<DemoLibrary>().SeedAsync(0))).Field.ShouldBe("products");
    }

    [Theory, Engines]
    public async Task Without_pictures_the_reason_is_told_and_nothing_is_made(string engine)
    {
        await using var library = await TestLibrary.CreateAsync(engine, services => services.AddSingleton<IImagingClient>(new NoImaging()));
        (await Should.ThrowAsync<ImagingException>(() => library.Get<DemoLibrary>().SeedAsync(10))).Message.ShouldContain("not installed");
        (await library.Gallery.CountAsync(new())).ShouldBe(0);
        (await library.Projects.ListAsync()).ShouldBeEmpty(string.Create(CultureInfo.InvariantCulture, $"{nameof(DemoLibrary)} draws first"));
    }

    sealed class Steps(List<DemoProgress> all) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => all.Add(value);
    }

    /// <summary>An imaging process that cannot start.</summary>
    sealed class NoImaging : IImagingClient
    {
        static ImagingException Missing() => new(ImagingFailure.Unavailable, "The imaging process is not installed.");

        public Task<DerivedMedia> DeriveAsync(string sourcePath, string targetFolder, ThumbnailForm? form = null, CancellationToken cancellationToken = default) => throw Missing();
        public Task<MediaFacts> ProbeAsync(string path, CancellationToken cancellationToken = default) => throw Missing();

        public Task<DrawnMedia> DrawAsync(string model, System.Text.Json.Nodes.JsonObject parameters, string? inputPath, string outputPath, CancellationToken cancellationToken = default) =>
            throw Missing();

        public Task<ImagingHealth> CheckAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult(new ImagingHealth(false, false, null, null, 1, "The imaging process is not installed."));
    }
}
