using System.Net;
using System.Net.Sockets;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Http;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>One exchange with a provider, over real HTTP, and what its end means.</summary>
public sealed class ProviderHttpTests
{
    const string Key = "canary-key-5566";
    static readonly ProviderProfile Profile = new("replicate", "Replicate", new("https://api.replicate.com/v1"));

    [Fact]
    public async Task The_key_and_our_name_go_along_and_json_comes_back()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.Key = Key);
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var reply = await Http(stage).SendAsync(ProviderCall.Get("account"), default);
        reply.IsObject.ShouldBeTrue();
        reply.Json.GetProperty("username").GetString().ShouldBe("acme");
        var call = fake.Received.ShouldHaveSingleItem();
        call.Path.ShouldBe("/v1/account");
        call.Headers["Authorization"].ShouldBe($"Bearer {Key}");
        call.Headers["User-Agent"].ShouldStartWith("ArtFactory/");
    }

    [Fact]
    public async Task Numbers_are_sent_with_the_digits_they_have()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var body = JsonText.ObjectOf(ArtFactory.Data.ParameterSet.Parse("""{"prompt":"ein Füchslein <b>","seed":18446744073709551615,"strength":0.10}"""));
        await Http(stage).SendAsync(ProviderCall.Post("predictions", JsonText.Of(body)), default);
        fake.Received.Single().Text.ShouldBe("""{"prompt":"ein Füchslein <b>","seed":18446744073709551615,"strength":0.10}""");
    }

    [Fact]
    public async Task Where_nothing_listens_the_request_was_certainly_never_sent()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var reply = await PostToAsync($"http://127.0.0.1:{port}");
        reply.Kind.ShouldBe(ReplyKind.NeverSent);
        SubmissionEnd.Of(reply, "Replicate").ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Transient);
    }

    [Fact]
    public async Task A_name_nobody_knows_was_never_reached() => (await PostToAsync("http://nobody.invalid")).Kind.ShouldBe(ReplyKind.NeverSent);

    [Fact]
    public async Task A_server_that_speaks_no_tls_was_never_reached()
    {
        await using var site = await TestSite.StartAsync(s => s.Status(200));
        (await PostToAsync($"https://127.0.0.1:{site.Address.Port}")).Kind.ShouldBe(ReplyKind.NeverSent);
        site.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("no-answer")]
    [InlineData("stalled")]
    public async Task A_connection_that_breaks_after_sending_leaves_a_doubt_and_nothing_is_sent_twice(string how)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var http = Http(stage);

        // A kept-alive connection is the one on which a client is tempted to repeat.
        (await http.SendAsync(ProviderCall.Get("account"), default)).IsSuccess.ShouldBeTrue();
        fake.Troubles.Next("POST", how switch
        {
            "before" => new Trouble.DropBefore(),
            "after" => new Trouble.DropAfter(),
            "no-answer" => new Trouble.NoAnswer(),
            _ => new Trouble.StalledBody(),
        });
        var limit = how is "before" or "after" ? TimeSpan.FromSeconds(60) : TimeSpan.FromSeconds(0.5);
        var reply = await http.SendAsync(ProviderCall.Post("predictions", """{"version":"abc","input":{"prompt":"x"}}""") with { TimeLimit = limit }, default);
        reply.Kind.ShouldBe(ReplyKind.Interrupted);
        SubmissionEnd.Of(reply, "Replicate").ShouldBeOfType<ProviderAnswer.Ambiguous>();
        fake.Received.Count(c => c.Method == "POST").ShouldBe(1);
        fake.Charges.Count.ShouldBe(how == "before" ? 0 : 1);
    }

    [Theory]
    [InlineData("7", "{}", 7.0)]
    [InlineData(null, """{"retry_after":5}""", 5.0)]
    [InlineData(null, """{"retry_after":"2.5"}""", 2.5)]
    [InlineData("9", """{"retry_after":5}""", 9.0)]
    [InlineData("999999", "{}", 3600.0)]
    [InlineData(null, """{"retry_after":1e400}""", null)]
    [InlineData("soon", "not json", null)]
    public async Task A_rest_is_taken_from_the_header_or_the_body(string? header, string body, double? seconds)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Next("POST", Trouble.TooMany(header, body)));
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
        var answer = SubmissionEnd.Of(reply, "Replicate").ShouldBeOfType<ProviderAnswer.Rejected>();
        answer.Class.ShouldBe(ProviderErrorClass.RateLimited);
        answer.RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        (answer.RetryAfter is null).ShouldBe(seconds is null);
        fake.Charges.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_rest_may_be_a_date()
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Next("POST", Trouble.TooMany(until)));
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
        reply.RetryAfter!.Value.TotalSeconds.ShouldBeInRange(60, 121);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_key_stays()
    {
        await using var elsewhere = await TestSite.StartAsync(s => s.Status(200));
        await using var site = await TestSite.StartAsync(s => s.Redirect(new Uri(elsewhere.Address, "take").AbsoluteUri));
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:replicate:BaseUrl"] = site.Address.AbsoluteUri, ["Providers:replicate:ApiKey"] = Key });
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
        SubmissionEnd.Of(reply, "Replicate").ShouldBeOfType<ProviderAnswer.Rejected>().Message.ShouldContain("redirect");
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_on_another_host_is_not_followed()
    {
        await using var elsewhere = await TestSite.StartAsync(s => s.Status(200));
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        foreach (var address in (string[])[new Uri(elsewhere.Address, "v1/predictions/1").AbsoluteUri, "https://replicate.example/v1/account", "http://:::/"])
            (await Http(stage).SendAsync(ProviderCall.Get(address), default)).Kind.ShouldBe(ReplyKind.NeverSent);
        elsewhere.Calls.ShouldBeEmpty();
        fake.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("application/json", """{"detail":"Incorrect key canary-key-5566."}""")]
    [InlineData("text/plain", "Incorrect key canary-key-5566.")]
    public async Task An_error_that_repeats_the_key_does_not_show_it(string type, string body)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Next("POST", new Trouble.Answer(401, body, type)));
        await using var stage = await ProviderStage.OnAsync(fake, Key);
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
        var answer = SubmissionEnd.Of(reply, "Replicate").ShouldBeOfType<ProviderAnswer.Rejected>();
        answer.Class.ShouldBe(ProviderErrorClass.Authentication);
        answer.Message.ShouldContain("[key]");
        answer.Message.ShouldNotContain(Key);
        reply.ToString().ShouldNotContain(Key);
    }

    [Theory]
    [InlineData(200, """{"status":"failed","error":"Bearer s+cret/key=5566 is over its limit"}""")]
    [InlineData(422, """{"detail":"key s\u002bcret\/key=5566 may not"}""")]
    [InlineData(422, """{"detail":"see https://x.example/?key=s%2Bcret%2Fkey%3D5566"}""")]
    [InlineData(500, """{"detail":"Basic cytjcmV0L2tleT01NTY2 is not known"}""")]
    [InlineData(200, """{"logs":["a","s\u002Bcret/key=5566"],"half":"\ud800"}""")]
    public async Task No_form_of_the_key_comes_back_in_an_answer(int status, string body)
    {
        const string key = "s+cret/key=5566";
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Next("POST", new Trouble.Answer(status, body)));
        await using var stage = await ProviderStage.OnAsync(fake, key);
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
        var told = reply.Json.GetRawText();
        told.ShouldContain("[key]");
        foreach (var form in (string[])[key, "cret/key=5566", "s%2Bcret%2Fkey%3D5566", "cytjcmV0L2tleT01NTY2"]) told.ShouldNotContain(form);
    }

    [Fact]
    public async Task An_answer_without_end_is_bounded()
    {
        await using var site = await TestSite.StartAsync(s => s.Endless());
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:replicate:BaseUrl"] = site.Address.AbsoluteUri });
        var reply = await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}") with { MostBytes = 1024 * 1024 }, default);
        (reply.Kind, reply.Fault!.Contains("1 MiB", StringComparison.Ordinal)).ShouldBe((ReplyKind.Interrupted, true));
    }

    [Fact]
    public async Task A_caller_who_gives_up_hears_of_it()
    {
        await using var site = await TestSite.StartAsync(s => s.Stalled());
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:replicate:BaseUrl"] = site.Address.AbsoluteUri });
        using var gone = new CancellationTokenSource();
        var sending = Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    static ProviderHttp Http(ProviderStage stage) => stage.Get<ProviderHttpFactory>().For(Profile);

    static async Task<ProviderReply> PostToAsync(string address)
    {
        await using var stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:replicate:BaseUrl"] = address });
        return await Http(stage).SendAsync(ProviderCall.Post("predictions", "{}"), default);
    }
}
