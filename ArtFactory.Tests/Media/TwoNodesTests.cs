using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using ArtFactory.Data;
using ArtFactory.Data.Products;
using ArtFactory.Engine;
using ArtFactory.Engine.Media;
using ArtFactory.Engine.Orders;
using ArtFactory.Tests.Data;
using ArtFactory.Tests.Fakes.S3;
using ArtFactory.Web.Hosting;
using ArtFactory.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Media;

/// <summary>Two whole programs on one PostgreSQL and one bucket, each with a data folder of its own.</summary>
[Trait("speed", "slow")]
public sealed class TwoNodesTests : IAsyncLifetime
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("artfactory-nodes-");
    FakeS3 _bucket = null!;
    TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _bucket = await FakeS3.StartAsync();
        _database = await TestDatabase.CreateAsync(TestDatabase.Postgres);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        await _bucket.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_one_node_makes_the_other_shows()
    {
        await using var maker = await ServeAsync("maker");
        var order = await maker.Services.GetRequiredService<IOrderDesk>().PlaceAsync(new OrderRequest { Provider = "studio", Model = "flow-field", Prompt = "a fox" });
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        (await maker.Services.GetRequiredService<OrderFollower>().UntilEndedAsync(order, cancellationToken: limit.Token))!.Summary.Completed.ShouldBe(1);
        await using var other = await ServeAsync("other");
        var product = await ProductAsync();
        using var client = new HttpClient { BaseAddress = new Uri(other.Urls.First()) };

        // Many ask at once for what this node has never seen; the original comes over the network once.
        _bucket.Calls.Clear();
        var thumbnail = $"/media/thumb/{product.ThumbnailPaths!.Medium}";
        var shown = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.GetAsync(thumbnail)));
        shown.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK && a.Content.Headers.ContentType!.MediaType == "image/webp");
        _bucket.Calls.Count(c => c.Act == "get" && c.Range.StartsWith("bytes=0-", StringComparison.Ordinal)).ShouldBe(1);
        using (var again = await client.GetAsync(thumbnail)) again.StatusCode.ShouldBe(HttpStatusCode.OK);
        _bucket.Calls.Count(c => c.Act == "get" && c.Range.StartsWith("bytes=0-", StringComparison.Ordinal)).ShouldBe(1);
        (await client.GetByteArrayAsync(thumbnail)).ShouldBe(await File.ReadAllBytesAsync(maker.Services.GetRequiredService<MediaStore>().ResolveThumbnail(product.ThumbnailPaths.Medium!)));

        using var whole = await client.GetAsync($"/media/original/{product.Id}");
        var content = await whole.Content.ReadAsByteArrayAsync();
        Convert.ToHexStringLower(SHA256.HashData(content)).ShouldBe(product.FileHash);
        whole.Headers.ETag!.Tag.ShouldBe($"\"{product.FileHash}\"");
        whole.Headers.GetValues("Content-Security-Policy").ShouldContain(v => v.StartsWith("sandbox", StringComparison.Ordinal));
        await PartsAsync(client, product, content);
    }

    [Fact]
    public async Task A_bucket_that_is_away_is_told_and_one_that_lost_the_file_too()
    {
        await using var node = await ServeAsync("node");
        var stored = await node.Services.GetRequiredService<MediaStore>().StoreAsync(new MemoryStream([1, 2, 3]), "png");
        string Of(string size) => MediaStore.ThumbnailPath(stored.Sha256, size);
        var product = new Product { Id = FactoryId.New(), Type = ProductType.Image, FilePath = stored.RelativePath, FileHash = stored.Sha256, FileSize = 3, ThumbnailPaths = new(Of("150"), Of("400"), Of("800")) };
        await using (var context = _database.Open())
        {
            context.Add(product);
            await context.SaveChangesAsync();
        }

        using var client = new HttpClient { BaseAddress = new Uri(node.Urls.First()) };
        (await StatusAsync(client, "/health")).ShouldBe(HttpStatusCode.OK);

        // Not a picture: refused by the decoder, and not tried again at every look.
        (await StatusAsync(client, $"/media/thumb/{Of("400")}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(client, $"/media/thumb/{Of("400").Replace(stored.Sha256[..4], "0000", StringComparison.Ordinal)}")).ShouldBe(HttpStatusCode.NotFound);
        _bucket.IsDown = true;
        (await StatusAsync(client, $"/media/original/{product.Id}")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        using (var health = await client.GetAsync("/health"))
        {
            health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await health.Content.ReadAsStringAsync()).ShouldContain("\"storage\":\"failing\"");
        }

        _bucket.IsDown = false;
        await ArtFactory.Tests.Production.TestFactory.UntilAsync(async () => await StatusAsync(client, "/health") == HttpStatusCode.OK);
        _bucket.Objects.TryRemove(stored.RelativePath, out _);
        (await StatusAsync(client, $"/media/original/{product.Id}")).ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task PartsAsync(HttpClient client, Product product, byte[] content)
    {
        using var part = new HttpRequestMessage(HttpMethod.Get, $"/media/original/{product.Id}");
        part.Headers.Range = new RangeHeaderValue(100, 199);
        using var partly = await client.SendAsync(part);
        partly.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        partly.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes 100-199/{content.Length}");
        (await partly.Content.ReadAsByteArrayAsync()).ShouldBe(content[100..200]);
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/media/original/{product.Id}");
        known.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{product.FileHash}\""));
        using var unchanged = await client.SendAsync(known);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var beyond = new HttpRequestMessage(HttpMethod.Get, $"/media/original/{product.Id}");
        beyond.Headers.Range = new RangeHeaderValue(content.Length + 10, null);
        using var none = await client.SendAsync(beyond);
        none.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        using var saved = await client.GetAsync($"/media/download/{product.Id}");
        saved.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await saved.Content.ReadAsByteArrayAsync()).ShouldBe(content);
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    async Task<Product> ProductAsync()
    {
        await using var context = _database.Open();
        return await context.Products.AsNoTracking().SingleAsync();
    }

    async Task<WebApplication> ServeAsync(string node)
    {
        var paths = FactoryPaths.At(Path.Combine(_folder.FullName, node)).Create();
        await File.WriteAllTextAsync(Path.Combine(paths.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Database = new { Engine = "postgresql", _database.Options.ConnectionString },
            Media = new
            {
                Storage = "s3",
                S3 = new { Endpoint = _bucket.Origin.AbsoluteUri, FakeS3.Bucket, FakeS3.AccessKey, FakeS3.SecretKey, Attempts = 2, PauseSeconds = 0 },
            },
        }));
        var app = WebHost.Build([], paths, new WebHostSettings { Port = 0 });
        await app.Services.GetRequiredService<FactoryStart>().PrepareAsync();
        await app.StartAsync();
        return app;
    }
}
