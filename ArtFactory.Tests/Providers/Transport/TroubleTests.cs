using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>What goes wrong between the factory and a provider, for each provider that takes money.</summary>
public sealed class TroubleTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var provider in (string[])["replicate", "fal", "civitai"])
            foreach (var trouble in Expected.Keys) cases.Add(provider, trouble);
        return cases;
    }

    static readonly Dictionary<string, (Trouble Trouble, ProviderErrorClass? Class, double? Pause, bool Charged)> Expected = new(StringComparer.Ordinal)
    {
        ["429 with a rest"] = (Trouble.TooMany("3"), ProviderErrorClass.RateLimited, 3, false),
        ["429 without"] = (Trouble.TooMany(), ProviderErrorClass.RateLimited, null, false),
        ["401"] = (new Trouble.Answer(401, """{"detail":"Unauthenticated"}"""), ProviderErrorClass.Authentication, null, false),
        ["402"] = (new Trouble.Answer(402, """{"title":"Insufficient credit","detail":"Top up."}"""), ProviderErrorClass.Payment, null, false),
        ["403 for money"] = (new Trouble.Answer(403, """{"detail":"User is locked. Reason: Exhausted balance."}"""), ProviderErrorClass.Payment, null, false),
        ["422"] = (new Trouble.Answer(422, """{"detail":[{"loc":["body","steps"],"msg":"too many","type":"less_than_equal"}]}"""), ProviderErrorClass.Validation, null, false),
        ["503"] = (new Trouble.Answer(503, """{"detail":"busy"}"""), ProviderErrorClass.Transient, null, false),
        ["503 with a rest"] = (new Trouble.Answer(503, """{"detail":"busy"}""") { Headers = new Dictionary<string, string> { ["Retry-After"] = "3" } }, ProviderErrorClass.Transient, 3, false),
        ["503 with nothing but a header"] = (new Trouble.Answer(503, "busy", "text/plain") { Headers = new Dictionary<string, string> { ["ratelimit-reset"] = "3" } }, null, null, false),
        ["408"] = (new Trouble.Answer(408, """{"detail":"Request timed out"}"""), null, null, false),
        ["503 after acceptance"] = (new Trouble.GatewayError(503), null, null, true),
        ["500"] = (new Trouble.Answer(500, "{}"), null, null, false),
        ["502 after acceptance"] = (new Trouble.GatewayError(), null, null, true),
        ["504 after acceptance"] = (new Trouble.GatewayError(504), null, null, true),
        ["dropped before acceptance"] = (new Trouble.DropBefore(), null, null, false),
        ["dropped after acceptance"] = (new Trouble.DropAfter(), null, null, true),
        ["no JSON after acceptance"] = (new Trouble.GatewayError(200), null, null, true),
        ["another type of answer"] = (new Trouble.Changed(_ => new System.Text.Json.Nodes.JsonArray(1, 2)), null, null, true),
        ["an id of another type"] = (new Trouble.Changed(_ => new System.Text.Json.Nodes.JsonObject { ["id"] = 5, ["request_id"] = true }), null, null, true),
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Nothing_is_sent_twice_and_no_doubt_is_called_a_refusal(string provider, string trouble)
    {
        var (what, expected, rest, charged) = Expected[trouble];
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next(IsSubmission, what);
        var answer = await stage.Adapter(provider).SubmitAsync(RequestFor(provider));
        if (expected is { } kind)
        {
            var rejected = answer.ShouldBeOfType<ProviderAnswer.Rejected>();
            rejected.Class.ShouldBe(kind);
            (rejected.RetryAfter?.TotalSeconds).ShouldBe(rest);
        }
        else
        {
            answer.ShouldBeOfType<ProviderAnswer.Ambiguous>();
        }

        fake.Received.Count(IsSubmission).ShouldBe(1);
        fake.Charges.Count.ShouldBe(charged ? 1 : 0);
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task A_look_up_that_fails_is_asked_again_and_the_result_is_had(string provider)
    {
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next("GET", new Trouble.DropBefore()).Next("GET", new Trouble.GatewayError()).Next("GET", Trouble.TooMany("1")).Next("GET", new Trouble.Answer(500, "{}"))
            .Next("GET", new Trouble.Answer(401, "{}")).Next("GET", Trouble.WrongType("status", 5)).Next("GET", new Trouble.Changed(_ => null));

        // Replicate asks about the model first, and what fails there was never sent.
        if (provider == "replicate") await WarmAsync(stage, fake);
        var made = await stage.Adapter(provider).MadeAsync(RequestFor(provider));
        made.Outputs.Count.ShouldBe(1);
        fake.Jobs.Count(j => j.Prompt == "a red cube").ShouldBe(1);
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task Members_nobody_announced_do_no_harm(string provider)
    {
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Always(_ => true, Trouble.ExtraFields());

        // Pictures are no JSON, and are not changed.
        var made = await stage.Adapter(provider).MadeAsync(RequestFor(provider));
        fake.Troubles.Clear();
        var file = await stage.Adapter(provider).FetchAsync(made.Outputs[0]);
        (await File.ReadAllBytesAsync(file.Path)).Length.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task An_expired_output_is_gone_for_good_and_the_key_stays_at_home(string provider)
    {
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter(provider).MadeAsync(RequestFor(provider));
        fake.Behaviour.OutputsExpired = true;
        (await Should.ThrowAsync<ProviderFetchException>(() => stage.Adapter(provider).FetchAsync(made.Outputs[0]))).IsTransient.ShouldBeFalse();
        fake.Received.Last().Headers.ShouldNotContainKey("Authorization");
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task A_request_the_provider_no_longer_knows_is_lost_and_never_made_anew(string provider)
    {
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = RequestFor(provider);
        var answer = await stage.Adapter(provider).SubmitAsync(request);
        fake.Troubles.Always(c => c.Method == "GET", new Trouble.Answer(404, """{"detail":"gone"}"""));

        // Just accepted, it may not be listed yet; later it is gone.
        (await stage.Adapter(provider).LookUpAsync(Asking.Submitted(request, answer))).ShouldBeOfType<ProviderAnswer.Ambiguous>();
        (await stage.Adapter(provider).LookUpAsync(Asking.Submitted(request, answer, TimeSpan.FromMinutes(5)))).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Lost);
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task An_accepted_attempt_whose_answer_was_lost_is_found_again_and_one_that_never_came_is_not(string provider)
    {
        await using var fake = await StartAsync(provider);
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { [$"Providers:{provider}:SettleSeconds"] = "30" });
        var adapter = stage.Adapter(provider);
        for (var other = 0; other < 5; other++) await adapter.SubmitAsync(RequestFor(provider, $"another {other}"));
        fake.Troubles.Next(IsSubmission, new Trouble.DropAfter());
        var lost = RequestFor(provider, "lost answer");
        (await adapter.SubmitAsync(lost)).ShouldBeOfType<ProviderAnswer.Ambiguous>();
        var never = RequestFor(provider, "never came");
        fake.Troubles.Next(IsSubmission, new Trouble.DropBefore());
        (await adapter.SubmitAsync(never)).ShouldBeOfType<ProviderAnswer.Ambiguous>();

        var found = (await adapter.FindByAttemptAsync(lost, Asking.Now.AddMinutes(-1))).ShouldBeOfType<Reconciliation.Found>();
        found.RequestId.ShouldBe(fake.Jobs.Single(j => j.Prompt == "lost answer").Id);
        (await adapter.FindByAttemptAsync(never, Asking.Now)).ShouldBeOfType<Reconciliation.Undetermined>();
        (await adapter.FindByAttemptAsync(never, Asking.Now.AddMinutes(-1))).ShouldBeOfType<Reconciliation.NeverAccepted>();
        fake.Troubles.Always(_ => true, new Trouble.Answer(500, "{}"));
        (await adapter.FindByAttemptAsync(never, Asking.Now.AddMinutes(-1))).ShouldBeOfType<Reconciliation.Undetermined>();

        // What was found is followed to its result.
        fake.Troubles.Clear();
        ProviderAnswer answer;
        do answer = await adapter.LookUpAsync(new(lost.AttemptId, lost.Model, found.RequestId, found.Details ?? ArtFactory.Data.ParameterSet.Empty, Asking.Now));
        while (answer is ProviderAnswer.Accepted);
        answer.ShouldBeOfType<ProviderAnswer.Completed>();
    }

    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    public async Task The_connection_is_tested_in_words(string provider)
    {
        await using var fake = await StartAsync(provider);
        fake.Behaviour.Key = "the-right-key-0000";
        await using var stage = await ProviderStage.OnAsync(fake, "the-right-key-0000");
        (await stage.Adapter(provider).TestConnectionAsync()).Works.ShouldBeTrue();
        await using var wrong = await ProviderStage.OnAsync(fake, "a-wrong-key-1111");
        var test = await wrong.Adapter(provider).TestConnectionAsync();
        (test.Works, test.Message.Contains("401", StringComparison.Ordinal)).ShouldBe((false, true));
        test.Message.ShouldNotContain("a-wrong-key");
    }

    static async Task WarmAsync(ProviderStage stage, FakeServer fake)
    {
        fake.Troubles.Clear();
        await stage.Adapter("replicate").SubmitAsync(RequestFor("replicate", "to learn of the model"));
        foreach (var trouble in (Trouble[])[new Trouble.DropBefore(), new Trouble.GatewayError(), Trouble.TooMany("1"), new Trouble.Answer(401, "{}"), Trouble.WrongType("status", 5)])
            fake.Troubles.Next("GET", trouble);
    }

    static async Task<FakeServer> StartAsync(string provider)
    {
        var fake = FakeServers.All[provider]();
        await fake.StartAsync();
        return fake;
    }

    static bool IsSubmission(ReceivedCall call) => call.Method == "POST" && !call.Path.Contains("query", StringComparison.Ordinal) && !call.Path.Contains("storage", StringComparison.Ordinal);

    static GenerationRequest RequestFor(string provider, string prompt = "a red cube") => provider switch
    {
        "replicate" => Asking.Request("acme/paint-fast", $$"""{"prompt":"{{prompt}}","seed":42}"""),
        "fal" => Asking.Request("acme/paint/fast", $$"""{"prompt":"{{prompt}}","seed":42}"""),
        _ => Asking.Request("urn:air:sdxl:checkpoint:civitai:101055@128078", $$"""{"prompt":"{{prompt}}","seed":42,"cfgScale":7,"steps":20}"""),
    };
}
