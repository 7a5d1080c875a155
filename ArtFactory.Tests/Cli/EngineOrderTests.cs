using System.Text.Json;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Cli;

/// <summary>Orders at engines of one's own and at a server of OpenAI's language, from the shell to the files, against fakes over real HTTP.</summary>
[Trait("speed", "slow")]
public sealed class EngineOrderTests : IDisposable
{
    readonly TemporaryData _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("a1111", "txt2img")]
    [InlineData("swarmui", "text-to-image")]
    [InlineData("comfyui", "workflow")]
    [InlineData("openai", "gpt-image-1-mini")]
    public async Task An_order_is_seen_through_to_its_files(string provider, string model)
    {
        await using var fake = await StartAsync(provider);
        var report = (await _data.RunAsync("order", "a [red,blue] cube", "--negative", "fog", "--model", $"{provider}/{model}", "--json")).ShouldEndWith(0).Json();

        // The graph of the fake's history makes two pictures each.
        report.GetProperty("products").GetArrayLength().ShouldBe(provider == "comfyui" ? 4 : 2);
        report.GetProperty("cost").GetDecimal().ShouldBe(provider == "openai" ? 0.1m : 0, "without a word on quality and size, the dearest counts");
        fake.Charges.Count.ShouldBe(2);
        var sent = fake.Jobs.Select(j => j.Input.ToJsonString()).ToList();
        sent.ShouldContain(s => s.Contains("a red cube", StringComparison.Ordinal));
        // What knows no negative prompt is not sent one.
        sent.ShouldAllBe(s => s.Contains("\"fog\"", StringComparison.Ordinal) == (provider != "openai"));
        if (provider == "swarmui") sent.ShouldAllBe(s => s.Contains("\"negativeprompt\":\"fog\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_is_one_request_and_each_picture_keeps_its_own_seed()
    {
        await using var fake = await StartAsync("a1111");
        var order = (await _data.RunAsync("order", "a cube", "--model", "a1111/txt2img", "--param", "n=3", "--param", "seed=42", "--json")).ShouldEndWith(0).Json();
        fake.Charges.Count.ShouldBe(1);
        var seeds = new List<long>();
        foreach (var product in order.GetProperty("products").EnumerateArray())
        {
            var sheet = (await _data.RunAsync("inspect", product.GetProperty("id").GetString()!, "--json")).ShouldEndWith(0).Json();
            seeds.Add(sheet.GetProperty("metadata").GetProperty("seed").GetInt64());
        }

        seeds.Order().ShouldBe([42, 43, 44]);
    }

    async Task<FakeServer> StartAsync(string provider)
    {
        var fake = FakeServers.All[provider]();
        await fake.StartAsync();
        Directory.CreateDirectory(_data.Root);
        await File.WriteAllTextAsync(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new
        {
            Providers = new Dictionary<string, object> { [provider] = new { BaseUrl = fake.BaseAddress.AbsoluteUri, ApiKey = provider == "openai" ? "test-key-0000" : null } },
        }));
        return fake;
    }
}
