using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ArtFactory.Tests.Cli;
using ArtFactory.Tests.Fakes.S3;
using ArtFactory.Web.Cli;

namespace ArtFactory.Tests.Media;

/// <summary>A start on a bucket that cannot be used ends with one line that says what to do, and never tells the key.</summary>
public sealed class S3StartTests : IAsyncLifetime, IDisposable
{
    readonly TemporaryData _data = new();
    FakeS3 _bucket = null!;

    public async Task InitializeAsync() => _bucket = await FakeS3.StartAsync();

    public async Task DisposeAsync() => await _bucket.DisposeAsync();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("Storage", "tape", "Media:Storage is folder or s3")]
    [InlineData("Bucket", "", "Media:S3:Bucket names the bucket")]
    [InlineData("Endpoint", "s3.example.org", "Media:S3:Endpoint is an address")]
    [InlineData("Endpoint", "https://user:word@s3.example.org", "Media:S3:Endpoint is an address")]
    [InlineData("Region", "", "Media:S3:Region is empty")]
    [InlineData("SecretKey", "", "Media:S3:AccessKey and Media:S3:SecretKey are needed")]
    [InlineData("Prefix", "../other", "Media:S3:Prefix is a folder")]
    [InlineData("Attempts", "0", "Media:S3:Attempts is 1 to 20")]
    public async Task A_setting_that_cannot_be_right_is_named(string setting, string value, string line) => await RefusedAsync(line, (setting, value));

    [Fact]
    public async Task A_bucket_that_is_not_there() => await RefusedAsync("There is no bucket another at", ("Bucket", "another"));

    [Fact]
    public async Task A_key_that_nobody_knows() => await RefusedAsync("does not know the key", ("AccessKey", "OTHERKEY"));

    [Fact]
    public async Task A_secret_that_does_not_fit() => await RefusedAsync("does not know the key", ("SecretKey", "another-secret-0001"));

    [Fact]
    public async Task A_key_without_the_rights()
    {
        _bucket.Fail(new S3Trouble.Refuse(403, "AccessDenied"), times: 100);
        await RefusedAsync("refuses this key");
    }

    [Fact]
    public async Task A_clock_that_differs()
    {
        _bucket.Fail(new S3Trouble.Refuse(403, "RequestTimeTooSkewed"), times: 100);
        await RefusedAsync("the clocks differ");
    }

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await RefusedAsync("cannot be reached", ("Endpoint", $"http://127.0.0.1:{port}"));
    }

    [Fact]
    public async Task A_server_that_could_overwrite()
    {
        _bucket.IgnoresConditions = true;
        await RefusedAsync("ignores \"If-None-Match\"");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        await using var elsewhere = await FakeS3.StartAsync();
        _bucket.Fail(new S3Trouble.Refuse(status, "TemporaryRedirect", new Dictionary<string, string> { ["Location"] = $"{elsewhere.Origin.AbsoluteUri}art/x" }), times: 100);
        await RefusedAsync("redirects are not followed");
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_can_be_used_is_marked_and_passes_the_checkup()
    {
        Configure();
        (await _data.RunAsync("inspect", Guid.Empty.ToString())).ExitCode.ShouldBe(ExitCode.NotFound);
        _bucket.Objects.Keys.ShouldBe([".artfactory-media"]);
        var checkup = await _data.RunAsync("doctor");
        checkup.Output.ShouldContain("s3://art at " + _bucket.Origin.GetLeftPart(UriPartial.Authority));
        (checkup.Output + checkup.Error).ShouldNotContain(FakeS3.SecretKey);
    }

    async Task RefusedAsync(string line, params (string Name, string Value)[] settings)
    {
        Configure(settings);
        var answer = await _data.RunAsync("inspect", Guid.Empty.ToString());
        answer.ExitCode.ShouldBe(ExitCode.Failed);
        answer.Error.ShouldContain(line);
        answer.Error.TrimEnd().Split('\n').ShouldHaveSingleItem();
        foreach (var secret in (string[])[FakeS3.SecretKey, "another-secret-0001", "user:word"]) answer.Error.ShouldNotContain(secret);
    }

    void Configure(params (string Name, string Value)[] settings)
    {
        var s3 = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Endpoint"] = _bucket.Origin.AbsoluteUri, ["Bucket"] = FakeS3.Bucket, ["AccessKey"] = FakeS3.AccessKey, ["SecretKey"] = FakeS3.SecretKey, ["PauseSeconds"] = "0",
        };
        foreach (var (name, value) in settings) s3[name] = value;
        Directory.CreateDirectory(_data.Root);
        File.WriteAllText(Path.Combine(_data.Root, "appsettings.json"), JsonSerializer.Serialize(new { Media = new { Storage = s3.GetValueOrDefault("Storage", "s3"), S3 = s3 } }));
    }
}
