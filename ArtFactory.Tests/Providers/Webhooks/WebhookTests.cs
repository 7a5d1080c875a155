using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Civitai;
using ArtFactory.Tests.Fakes.Providers.Fal;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Tests.Providers.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSec.Cryptography;

namespace ArtFactory.Tests.Providers.Webhooks;

/// <summary>Genuine deliveries wake who waits; forged, old and repeated ones do nothing.</summary>
public sealed class WebhookTests
{
    static readonly Dictionary<string, string?> On = new() { ["Webhooks:PublicAddress"] = "https://art.example.org/" };

    // Both vectors are public; their moments are when they were made.
    static readonly DateTimeOffset ReplicateMoment = DateTimeOffset.FromUnixTimeSeconds(1614265330);
    static readonly DateTimeOffset FalMoment = DateTimeOffset.FromUnixTimeSeconds(1750000000);
    const string FalBody = """{"request_id":"req-0001","gateway_request_id":"req-0001","status":"OK","payload":{"seed":42}}""";
    const string FalSignature = "17888893c7ef68b5d4ee7c9904bb01c8a5220fbf5172ae7e3a948d89202ae4dfccc402c66d1f00ce344019e37d2a3ff0e26a0a0ffc5700465eebffabe258e007";

    [Fact]
    public async Task The_public_vector_of_replicate_is_genuine_once()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await StageAsync(fake, ReplicateMoment);
        var delivery = Replicate("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        (await Desk(stage).TakeAsync(delivery)).ShouldBe(WebhookOutcome.Taken);
        (await Desk(stage).TakeAsync(delivery)).ShouldBe(WebhookOutcome.Duplicate);
        (await Desk(stage).TakeAsync(Replicate("""{"test": 2432232314}""", "v1,AAAA v2,xx v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))).ShouldBe(WebhookOutcome.Duplicate);
        fake.Received.Count(c => c.Path.EndsWith("/webhooks/default/secret", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"test": 2432232315}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("""{"test": 2432232314}""", "v1,g1hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("""{"test": 2432232314}""", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("""{"test": 2432232314}""", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("""{"test": 2432232314}""", "v1,")]
    [InlineData("""{"test": 2432232314}""", "v1,not-base64!")]
    [InlineData("""{"test": 2432232314}""", "")]
    public async Task A_body_or_signature_that_was_touched_is_refused(string body, string signature)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await StageAsync(fake, ReplicateMoment);
        (await Desk(stage).TakeAsync(Replicate(body, signature))).ShouldBe(WebhookOutcome.Refused);
    }

    [Theory]
    [InlineData(301, WebhookOutcome.Refused)]
    [InlineData(299, WebhookOutcome.Taken)]
    [InlineData(-299, WebhookOutcome.Taken)]
    [InlineData(-301, WebhookOutcome.Refused)]
    public async Task What_is_too_far_from_now_is_refused(int seconds, WebhookOutcome expected)
    {
        await using var replicate = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await StageAsync(replicate, ReplicateMoment.AddSeconds(seconds));
        (await Desk(stage).TakeAsync(Replicate("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))).ShouldBe(expected);
        await using var fal = await FakeServers.StartAsync<FakeFal>(f => f.Jwks = FalKeys());
        await using var falStage = await StageAsync(fal, FalMoment.AddSeconds(seconds));
        (await Desk(falStage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(expected);
    }

    [Fact]
    public async Task The_test_vector_of_fal_is_genuine_once_and_its_keys_are_read_once()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Jwks = FalKeys());
        await using var stage = await StageAsync(fake, FalMoment);
        var woken = new List<string>();
        stage.Get<RequestNews>().Arrived += (provider, request) => woken.Add($"{provider} {request}");
        (await Desk(stage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(WebhookOutcome.Taken);
        (await Desk(stage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(WebhookOutcome.Duplicate);
        woken.ShouldBe(["fal req-0001"]);
        var call = fake.Received.ShouldHaveSingleItem();
        call.Path.ShouldBe("/.well-known/jwks.json");
        call.Headers.ShouldNotContainKey("Authorization");
    }

    [Fact]
    public async Task A_forged_signature_of_fal_is_refused_and_does_not_make_us_ask_for_keys_again_and_again()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Jwks = FalKeys());
        await using var stage = await StageAsync(fake, FalMoment);
        foreach (var (body, signature) in ((string, string)[])
        [
            (FalBody + " ", FalSignature), (FalBody, "00" + FalSignature[2..]), (FalBody, FalSignature[2..]), (FalBody, new string('z', 128)), (FalBody, ""),
        ]) (await Desk(stage).TakeAsync(Fal(body, signature))).ShouldBe(WebhookOutcome.Refused);
        fake.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_key_of_fal_is_found_after_a_minute()
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519);
        var clock = new FakeTimeProvider(FalMoment);
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Jwks = FalKeys());
        await using var stage = await StageAsync(fake, clock);
        (await Desk(stage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(WebhookOutcome.Taken);
        fake.Jwks["keys"]!.AsArray().Add(KeyOf(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)));
        clock.Advance(TimeSpan.FromMinutes(2));
        const string body = """{"request_id":"req-0002","status":"OK"}""";
        var moment = FalMoment.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = Encoding.UTF8.GetBytes($"req-0001\nuser-0001\n{moment}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}");
        var signature = Convert.ToHexStringLower(SignatureAlgorithm.Ed25519.Sign(key, message));

        // The same id and moment as the first: a repetition, but a genuine one.
        (await Desk(stage).TakeAsync(Fal(body, signature))).ShouldBe(WebhookOutcome.Duplicate);
        fake.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task When_the_secret_cannot_be_had_nothing_is_believed()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Always(_ => true, new Trouble.Answer(500, "{}")));
        await using var stage = await StageAsync(fake, ReplicateMoment);
        (await Desk(stage).TakeAsync(Replicate("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))).ShouldBe(WebhookOutcome.Refused);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_asked_for_once_a_minute_however_many_forgeries_come()
    {
        var clock = new FakeTimeProvider(ReplicateMoment);
        await using var replicate = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Always(_ => true, new Trouble.Answer(500, "{}")));
        await using var stage = await StageAsync(replicate, clock);
        var genuine = Replicate("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        foreach (var outcome in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Desk(stage).TakeAsync(genuine)))) outcome.ShouldBe(WebhookOutcome.Refused);
        replicate.Received.Count.ShouldBe(1);
        replicate.Troubles.Clear();
        (await Desk(stage).TakeAsync(genuine)).ShouldBe(WebhookOutcome.Refused);
        clock.Advance(TimeSpan.FromSeconds(61));
        (await Desk(stage).TakeAsync(genuine)).ShouldBe(WebhookOutcome.Taken);
        replicate.Received.Count.ShouldBe(2);

        var falClock = new FakeTimeProvider(FalMoment);
        await using var fal = await FakeServers.StartAsync<FakeFal>(f =>
        {
            f.Jwks = FalKeys();
            f.Troubles.Always(_ => true, new Trouble.Answer(500, "{}"));
        });
        await using var falStage = await StageAsync(fal, falClock);
        for (var forgery = 0; forgery < 10; forgery++) (await Desk(falStage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(WebhookOutcome.Refused);
        fal.Received.Count.ShouldBe(1);
        fal.Troubles.Clear();
        falClock.Advance(TimeSpan.FromSeconds(61));
        (await Desk(falStage).TakeAsync(Fal(FalBody, FalSignature))).ShouldBe(WebhookOutcome.Taken);
        fal.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Civitai_gets_an_address_with_a_secret_and_is_believed_through_it_alone()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await StageAsync(fake, FalMoment);
        var request = Asking.Request("urn:air:sdxl:checkpoint:civitai:101055@128078", """{"prompt":"a fox"}""");
        await stage.Adapter("civitai").SubmitAsync(request);
        var callback = fake.Received.Single().Json!["callbacks"]![0]!;
        callback["type"]!.AsArray().Select(t => t!.ToString()).ShouldContain("workflow:succeeded");
        var address = new Uri(callback["url"]!.ToString());
        (address.Host, address.AbsolutePath).ShouldBe(("art.example.org", "/api/webhooks/civitai"));
        var token = Uri.UnescapeDataString(address.Query["?token=".Length..]);
        token.ShouldNotContain(request.AttemptId.ToString("N"));
        var body = Encoding.UTF8.GetBytes("""{"workflowId":"wf_1","status":"succeeded","$type":"workflow"}""");
        (await Desk(stage).TakeAsync(new("civitai", _ => null, body, token))).ShouldBe(WebhookOutcome.Taken);
        (await Desk(stage).TakeAsync(new("civitai", _ => null, body, token))).ShouldBe(WebhookOutcome.Duplicate);
        foreach (var forged in (string?[])[null, "", "x", token[..^4], token + "AAAA", request.AttemptId.ToString("N")])
            (await Desk(stage).TakeAsync(new("civitai", _ => null, body, forged))).ShouldBe(WebhookOutcome.Refused);
    }

    [Fact]
    public async Task Without_a_public_address_nothing_is_asked_for_and_nothing_is_taken()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, configure: s => s.AddSingleton<TimeProvider>(new FakeTimeProvider(ReplicateMoment)));
        (await Desk(stage).TakeAsync(Replicate("""{"test": 2432232314}""", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))).ShouldBe(WebhookOutcome.Unknown);
        await stage.Adapter("replicate").SubmitAsync(Asking.Request("a/b", "{}", "v"));
        fake.Received.Single().Json!.ContainsKey("webhook").ShouldBeFalse();
    }

    [Fact]
    public async Task With_one_providers_are_told_where_to_send()
    {
        await using var replicate = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await StageAsync(replicate, ReplicateMoment);
        await stage.Adapter("replicate").SubmitAsync(Asking.Request("a/b", "{}", "v"));
        var body = replicate.Received.Single().Json!;
        body["webhook"]!.ToString().ShouldBe("https://art.example.org/api/webhooks/replicate");
        body["webhook_events_filter"]!.ToJsonString().ShouldBe("""["completed"]""");
        await using var fal = await FakeServers.StartAsync<FakeFal>();
        await using var falStage = await StageAsync(fal, FalMoment);
        await falStage.Adapter("fal").SubmitAsync(Asking.Request("a/b/c", "{}"));
        Uri.UnescapeDataString(fal.Received.Single().Query).ShouldBe("?fal_webhook=https://art.example.org/api/webhooks/fal");
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("../replicate")]
    [InlineData("")]
    public async Task A_provider_that_sends_nothing_is_unknown(string provider)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await StageAsync(fake, ReplicateMoment);
        (await Desk(stage).TakeAsync(new(provider, _ => "x", Encoding.UTF8.GetBytes("{}")))).ShouldBe(WebhookOutcome.Unknown);
    }

    [Theory]
    [InlineData("ftp://art.example.org")]
    [InlineData("http://art.example.org")]
    [InlineData("https://user:secret@art.example.org")]
    [InlineData("art.example.org")]
    public async Task A_public_address_that_providers_cannot_use_is_refused_at_start(string address)
    {
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Webhooks:PublicAddress"] = address });
        Should.Throw<Microsoft.Extensions.Options.OptionsValidationException>(() => stage.Get<Microsoft.Extensions.Options.IStartupValidator>().Validate()).Message.ShouldContain("Webhooks:PublicAddress");
    }

    static IWebhookDesk Desk(ProviderStage stage) => stage.Get<IWebhookDesk>();

    static Task<ProviderStage> StageAsync(FakeServer fake, DateTimeOffset now) => StageAsync(fake, new FakeTimeProvider(now));

    static Task<ProviderStage> StageAsync(FakeServer fake, FakeTimeProvider clock) => ProviderStage.OnAsync(fake, more: On, configure: s => s.AddSingleton<TimeProvider>(clock));

    static WebhookDelivery Replicate(string body, string signature) => Signed("replicate", body, new()
    {
        ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek", ["webhook-timestamp"] = "1614265330", ["webhook-signature"] = signature,
    });

    static WebhookDelivery Fal(string body, string signature) => Signed("fal", body, new()
    {
        ["X-Fal-Webhook-Request-Id"] = "req-0001", ["X-Fal-Webhook-User-Id"] = "user-0001", ["X-Fal-Webhook-Timestamp"] = "1750000000", ["X-Fal-Webhook-Signature"] = signature,
    });

    static WebhookDelivery Signed(string provider, string body, Dictionary<string, string> headers) => new(provider, name => headers.GetValueOrDefault(name), Encoding.UTF8.GetBytes(body));

    static JsonObject FalKeys() => new()
    {
        ["keys"] = new JsonArray(new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = "abc" }, new JsonObject { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg" }, 5),
    };

    static JsonObject KeyOf(byte[] key) => new() { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = System.Buffers.Text.Base64Url.EncodeToString(key) };
}
