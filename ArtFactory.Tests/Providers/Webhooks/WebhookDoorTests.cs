using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArtFactory.Data.Orders;
using ArtFactory.Engine;
using ArtFactory.Engine.Orders;
using ArtFactory.Engine.Providers.Replicate;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Tests.Production;
using ArtFactory.Web.Hosting;
using ArtFactory.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ArtFactory.Tests.Providers.Webhooks;

/// <summary>The door for webhooks on the real server, with a line that would not ask by itself for an hour.</summary>
[Trait("speed", "slow")]
public sealed class WebhookDoorTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_genuine_webhook_ends_the_waiting_and_a_forged_or_repeated_one_changes_nothing()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.PollsUntilDone = 1);
        await using var app = await ServeAsync(fake, "https://art.example.org");
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var order = await app.Services.GetRequiredService<IOrderDesk>().PlaceAsync(new OrderRequest { Provider = "replicate", Model = "stability-ai/sdxl", Prompt = "a fox" });
        await TestFactory.UntilAsync(() => Task.FromResult(fake.Jobs.Count == 1));
        var job = fake.Jobs.Single();
        await TestFactory.UntilAsync(async () => await RequestIdAsync(app, order) == job.Id);

        var body = $$"""{"id":"{{job.Id}}","status":"succeeded","output":["https://evil.example/x.png"]}""";
        (await PostAsync(client, body, "v1,AAAA")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(client, body.Replace(job.Id, "other", StringComparison.Ordinal), Sign(body, "msg-0"), "msg-0")).ShouldBe(HttpStatusCode.Unauthorized);
        job.Polls.ShouldBe(0);

        (await PostAsync(client, body, Sign(body, "msg-1"), "msg-1")).ShouldBe(HttpStatusCode.OK);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var ended = (await app.Services.GetRequiredService<OrderFollower>().UntilEndedAsync(order, cancellationToken: limit.Token))!;
        (ended.Summary.Status, ended.Summary.Completed).ShouldBe((OrderStatus.Fulfilled, 1));

        // What it came to is what the provider answered, not what the webhook said.
        fake.Received.ShouldContain(c => c.Path.StartsWith("/outputs/", StringComparison.Ordinal));
        (await PostAsync(client, body, Sign(body, "msg-1"), "msg-1")).ShouldBe(HttpStatusCode.OK);
        job.Polls.ShouldBe(1);
        fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Under_the_public_name_there_is_this_door_and_nothing_else()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var app = await ServeAsync(fake, "https://art.example.org");
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var path in (string[])["/", "/alive", "/health", "/admin", "/_blazor"]) (await GetAsync(client, path, "art.example.org")).ShouldBe(HttpStatusCode.NotFound, path);
        (await GetAsync(client, "/alive", null)).ShouldBe(HttpStatusCode.OK);
        (await GetAsync(client, "/alive", "evil.example")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, "{}", "v1,AAAA", host: "art.example.org")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(client, "{}", "v1,AAAA", host: "evil.example")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(client, "{}", "v1,AAAA", provider: "nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(client, new string(' ', 9 * 1024 * 1024), "v1,AAAA")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Without_a_public_address_there_is_no_door()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var app = await ServeAsync(fake, "");
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        (await PostAsync(client, "{}", Sign("{}", "msg-1"), "msg-1")).ShouldBe(HttpStatusCode.NotFound);
    }

    async Task<WebApplication> ServeAsync(FakeServer fake, string publicAddress)
    {
        var paths = FactoryPaths.At(_data.Root).Create();
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Webhooks = new { PublicAddress = publicAddress },
            Providers = new { replicate = new { BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = "test-key-0000" } },
            Line = new { FirstAskSeconds = 3600, LongestAskSeconds = 3600 },
        }));
        var app = WebHost.Build([], paths, new WebHostSettings { Port = 0 });
        await app.Services.GetRequiredService<FactoryStart>().PrepareAsync();
        await app.StartAsync();
        return app;
    }

    static async Task<string?> RequestIdAsync(WebApplication app, Guid order)
    {
        await using var context = await app.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<ArtFactory.Data.FactoryContext>>().CreateDbContextAsync();
        return context.OrderItems.Where(i => i.OrderId == order).Select(i => i.ProviderRequestId).FirstOrDefault();
    }

    static string Moment { get; } = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    static string Sign(string body, string id) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(ReplicateWebhook.KeyIn(FakeReplicate.WebhookSecret)!, Encoding.UTF8.GetBytes($"{id}.{Moment}.{body}")));

    static async Task<HttpStatusCode> GetAsync(HttpClient client, string path, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (host is not null) request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> PostAsync(HttpClient client, string body, string signature, string id = "msg-x", string? host = null, string provider = "replicate")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{provider}") { Content = new StringContent(body) };
        if (host is not null) request.Headers.Host = host;
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", Moment);
        request.Headers.Add("webhook-signature", signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
