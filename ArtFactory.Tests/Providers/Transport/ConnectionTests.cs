using ArtFactory.Engine;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ArtFactory.Tests.Providers.Transport;

public sealed class ConnectionTests
{
    const string Key = "r8_canary_key_which_nobody_may_see_9876";
    static readonly ProviderProfile Replicate = new("replicate", "Replicate", new("https://api.replicate.com/v1"));

    [Fact]
    public async Task The_configuration_wins_over_the_row_and_the_row_over_the_adapter()
    {
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:fal:BaseUrl"] = "http://127.0.0.1:9/x/", ["Providers:fal:ApiKey"] = "configured-key-1234" });
        await stage.EditAsync("fal", p => p.ApiBaseUrl = "https://row.example");
        await stage.EditAsync("replicate", p => p.ApiBaseUrl = "https://row.example/v1/");
        await stage.EditAsync("civitai", p => p.ApiBaseUrl = null);
        await stage.Connections.SetKeyAsync("fal", Key);
        var connections = stage.Get<ProviderConnections>();
        var fal = await connections.FindAsync(new("fal", "fal", new("https://queue.fal.run")), default);
        (fal.BaseAddress.AbsoluteUri, fal.Key).ShouldBe(("http://127.0.0.1:9/x", "configured-key-1234"));
        (await connections.FindAsync(Replicate, default)).BaseAddress.AbsoluteUri.ShouldBe("https://row.example/v1");
        (await connections.FindAsync(new("civitai", "Civitai", new("https://orchestration.civitai.com")), default)).BaseAddress.Host.ShouldBe("orchestration.civitai.com");
        (await stage.Connections.DescribeAsync("fal")).ShouldBe(new("fal", new("http://127.0.0.1:9/x"), true, KeySource.Configuration, "1234"));
    }

    [Fact]
    public async Task A_key_is_sealed_and_only_its_last_four_characters_come_out_again()
    {
        await using var stage = await ProviderStage.CreateAsync();
        (await stage.Connections.DescribeAsync("replicate")).Key.ShouldBe(KeySource.None);
        await stage.Connections.SetKeyAsync("replicate", $"  {Key}\n");
        var view = await stage.Connections.DescribeAsync("replicate");
        (view.Key, view.KeyHint, view.HasKey, view.KeyAdvice).ShouldBe((KeySource.Stored, "9876", true, null));
        view.ToString().ShouldNotContain(Key);
        var connection = await stage.Get<ProviderConnections>().FindAsync(Replicate, default);
        connection.Key.ShouldBe(Key);
        connection.ToString().ShouldNotContain("r8_");
        await stage.Database.Engine.CloseAsync();
        foreach (var file in Directory.EnumerateFiles(stage.Folder, "*", SearchOption.AllDirectories))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain(Key, customMessage: file);
    }

    [Fact]
    public async Task A_key_can_be_replaced_and_cleared()
    {
        await using var stage = await ProviderStage.CreateAsync();
        await stage.Connections.SetKeyAsync("replicate", Key);
        await stage.Connections.SetKeyAsync("replicate", "another_key_0000_1111");
        (await stage.Connections.DescribeAsync("replicate")).KeyHint.ShouldBe("1111");
        await stage.Connections.ClearKeyAsync("replicate");
        (await stage.Connections.DescribeAsync("replicate")).Key.ShouldBe(KeySource.None);
    }

    [Fact]
    public async Task A_lost_key_ring_asks_for_the_key_again()
    {
        string folder;
        await using var first = await ProviderStage.CreateAsync();
        await first.Connections.SetKeyAsync("replicate", Key);
        folder = Path.Combine(first.Folder, "keys");
        Directory.GetFiles(folder).ShouldNotBeEmpty();

        // The same database, opened by a program whose ring is gone.
        await using var second = await ProviderStage.CreateAsync();
        string? sealedKey;
        await using (var context = first.Open()) sealedKey = (await context.Providers.SingleAsync(p => p.Id == "replicate")).ApiKeyEncrypted;
        await second.EditAsync("replicate", p => p.ApiKeyEncrypted = sealedKey);
        var view = await second.Connections.DescribeAsync("replicate");
        (view.Key, view.HasKey, view.KeyHint).ShouldBe((KeySource.Unreadable, false, null));
        view.KeyAdvice!.ShouldContain("Enter the key again");
        await second.Connections.SetKeyAsync("replicate", "fresh_key_2222_3333");
        (await second.Connections.DescribeAsync("replicate")).KeyHint.ShouldBe("3333");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("kéy-with-accents")]
    public async Task What_is_no_key_is_refused(string key)
    {
        await using var stage = await ProviderStage.CreateAsync();
        (await Should.ThrowAsync<InvalidInputException>(() => stage.Connections.SetKeyAsync("replicate", key))).Field.ShouldBe("api_key");
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("api.replicate.com")]
    [InlineData("https://user:secret@example.org")]
    [InlineData("https://example.org/?key=1")]
    public async Task What_is_no_address_is_refused(string address)
    {
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:replicate:BaseUrl"] = address });
        (await Should.ThrowAsync<InvalidInputException>(() => stage.Connections.SetAddressAsync("fal", address))).Field.ShouldBe("api_base_url");
        Should.Throw<OptionsValidationException>(() => stage.Get<IStartupValidator>().Validate()).Message.ShouldContain("Providers:replicate:BaseUrl");
    }

    [Fact]
    public async Task An_unknown_provider_is_named()
    {
        await using var stage = await ProviderStage.CreateAsync();
        foreach (var act in (Func<Task>[])[() => stage.Connections.SetKeyAsync("nobody", Key), () => stage.Connections.DescribeAsync("nobody"), () => stage.Connections.SetAddressAsync("nobody", null)])
            (await Should.ThrowAsync<InvalidInputException>(act)).Message.ShouldContain("nobody");
    }

    [Theory]
    [InlineData("https://api.replicate.com/v1", "https://api.replicate.com/v1/predictions/1", true)]
    [InlineData("https://api.replicate.com/v1", "https://stream.replicate.com/1", true)]
    [InlineData("https://api.replicate.com/v1", "http://api.replicate.com/v1/predictions/1", false)]
    [InlineData("https://api.replicate.com/v1", "https://api.replicate.com:8443/v1", false)]
    [InlineData("https://api.replicate.com/v1", "https://api.replicate.com.evil.example/v1", false)]
    [InlineData("https://api.replicate.com/v1", "https://replicate.delivery/a.png", false)]
    [InlineData("http://127.0.0.1:5000/v1", "http://127.0.0.1:5000/other", true)]
    [InlineData("http://127.0.0.1:5000/v1", "http://127.0.0.1:5001/v1", false)]
    [InlineData("http://127.0.0.1:5000/v1", "https://api.replicate.com/v1/predictions/1", false)]
    public void The_key_goes_to_the_providers_own_hosts_alone(string baseAddress, string address, bool goes) =>
        new ProviderConnection(Replicate with { Hosts = ["api.replicate.com", "stream.replicate.com"] }, new(baseAddress), Key).Owns(new(address)).ShouldBe(goes);
}
