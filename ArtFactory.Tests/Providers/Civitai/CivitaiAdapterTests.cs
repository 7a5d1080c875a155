using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Civitai;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.Civitai;

public sealed class CivitaiAdapterTests
{
    const string Model = "urn:air:sdxl:checkpoint:civitai:101055@128078";

    [Fact]
    public async Task An_attempt_is_a_workflow_that_carries_its_id_and_its_cost_comes_back_in_dollars()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.BuzzEach = 12.5m);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox","negative_prompt":"blur","seed":7,"scheduler":"DPM2MKarras","steps":20,"cfgScale":6.5,"quantity":2,"additionalNetworks":{"urn:air:sd1:lora:civitai:82098@87153":{"strength":0.8}}}""");
        var made = await stage.Adapter("civitai").MadeAsync(request);
        var body = fake.Received.Single(c => c.Method == "POST").Json!;
        body["externalId"]!.ToString().ShouldBe(request.AttemptId.ToString("N"));
        body["tags"]!.AsArray().Select(t => t!.ToString()).ShouldContain(request.AttemptId.ToString("N"));
        var step = body["steps"]![0]!;
        step["$type"]!.ToString().ShouldBe("textToImage");
        step["input"]!.ToJsonString().ShouldBe("""{"model":"urn:air:sdxl:checkpoint:civitai:101055@128078","prompt":"a fox","negativePrompt":"blur","seed":7,"scheduler":"dpM2MKarras","steps":20,"cfgScale":6.5,"quantity":2,"additionalNetworks":{"urn:air:sd1:lora:civitai:82098@87153":{"strength":0.8}}}""");
        made.Outputs.Count.ShouldBe(2);
        made.Cost.ShouldBe(0.025m);
        made.Outputs[0].ExpiresAt.ShouldBe(new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        (await stage.Adapter("civitai").FetchAsync(made.Outputs[0])).MimeType.ShouldBe("image/png");
    }

    [Theory]
    [InlineData("EulerA", "eulerA")]
    [InlineData("LMS", "lms")]
    [InlineData("UniPC", "uniPC")]
    [InlineData("euler", "euler")]
    public async Task Schedulers_are_written_as_this_interface_wants_them(string given, string sent)
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        await stage.Adapter("civitai").SubmitAsync(Asking.Request(Model, $$"""{"prompt":"a fox","scheduler":"{{given}}"}"""));
        fake.Jobs.Single().Input["scheduler"]!.ToString().ShouldBe(sent);
    }

    [Fact]
    public async Task What_civitai_insists_on_is_filled_in()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("civitai").SubmitAsync(Asking.Request("urn:air:flux1:checkpoint:civitai:618692@691639", "{}"))).ShouldBeOfType<ProviderAnswer.Accepted>();
        var input = fake.Jobs.Single().Input;
        input["cfgScale"]!.ToString().ShouldBe("3.5");
        uint.Parse(input["seed"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0u);
    }

    [Fact]
    public async Task The_same_attempt_sent_again_by_accident_makes_nothing_new()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var first = (await stage.Adapter("civitai").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Accepted>();
        (await stage.Adapter("civitai").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Accepted>().RequestId.ShouldBe(first.RequestId);
        fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Other_engines_are_steps_of_their_own_and_clips_are_found()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("civitai").MadeAsync(Asking.Request("videoGen/kling", """{"prompt":"waves","duration":"5"}"""));
        var step = fake.Received.Single(c => c.Method == "POST").Json!["steps"]![0]!;
        step["$type"]!.ToString().ShouldBe("videoGen");
        step["input"]!.ToJsonString().ShouldBe("""{"engine":"kling","prompt":"waves","duration":"5"}""");
        (await stage.Adapter("civitai").FetchAsync(made.Outputs.ShouldHaveSingleItem())).MimeType.ShouldBe("video/mp4");
    }

    [Fact]
    public async Task A_list_of_files_goes_inside_as_a_list()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var file = Path.Combine(stage.Folder, "in.png");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        await stage.Adapter("civitai").SubmitAsync(Asking.Request("imageGen/openai", """{"prompt":"a","images":["upload:1","upload:2"]}""", inputs: new Dictionary<string, string> { ["images[0]"] = file, ["images[1]"] = file }));
        fake.Received.Single().Json!["steps"]![0]!["input"]!["images"]!.ToJsonString().ShouldBe("""["data:image/png;base64,AQID","data:image/png;base64,AQID"]""");
    }

    [Fact]
    public async Task Pictures_may_be_called_blobs()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.SaysBlobs = true);
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("civitai").MadeAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).Outputs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_picture_that_is_withheld_is_moderation_and_its_cost_counts()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.Blocked = "mature content");
        await using var stage = await ProviderStage.OnAsync(fake);
        var rejected = (await stage.Adapter("civitai").EndAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).ShouldBeOfType<ProviderAnswer.Rejected>();
        (rejected.Class, rejected.Cost).ShouldBe((ProviderErrorClass.Moderation, 0.004m));
        rejected.Message.ShouldContain("mature content");
    }

    [Theory]
    [InlineData("failed", ProviderErrorClass.Validation)]
    [InlineData("expired", ProviderErrorClass.Transient)]
    [InlineData("canceled", ProviderErrorClass.Validation)]
    public async Task Every_other_end_has_its_class(string end, ProviderErrorClass expected)
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("civitai").SubmitAsync(request));
        fake.Jobs.Single().EndsWith = end;
        ProviderAnswer answer;
        do answer = await stage.Adapter("civitai").LookUpAsync(submitted);
        while (answer is ProviderAnswer.Accepted);
        answer.ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(expected);
    }

    [Theory]
    [InlineData("failed", true, false, 0.004, false)]
    [InlineData("failed", false, false, null, true)]
    [InlineData("canceled", true, true, 0.004, false)]
    [InlineData("canceled", true, false, null, false)] // it had not begun
    [InlineData("canceled", false, false, null, true)]
    public async Task A_bad_end_costs_what_is_told_and_may_cost_something_when_nothing_is(string end, bool isCostTold, bool hasBegun, double? cost, bool mayBe)
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("civitai").SubmitAsync(request));
        fake.Jobs.Single().EndsWith = end;
        fake.Troubles.Always(c => c.Method == "GET", new Trouble.Changed(body =>
        {
            if (!isCostTold) body.AsObject().Remove("cost");
            if (hasBegun) body["startedAt"] = "2026-01-02T03:04:06Z";
            return body;
        }));
        ProviderAnswer answer;
        do answer = await stage.Adapter("civitai").LookUpAsync(submitted);
        while (answer is ProviderAnswer.Accepted);
        answer.ShouldBeOfType<ProviderAnswer.Rejected>().ShouldSatisfyAllConditions(r => r.Cost.ShouldBe((decimal?)cost), r => r.MayBeCharged.ShouldBe(mayBe));
    }

    [Fact]
    public async Task Progress_is_the_estimate_of_the_farthest_job()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.Behaviour.PollsUntilDone = 100);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("civitai").SubmitAsync(request));
        fake.Troubles.Next("GET", new Trouble.Changed(body =>
        {
            body["steps"]![0]!["jobs"]![0]!["estimatedProgressRate"] = 0.4;
            body["status"] = "processing";
            return body;
        }));
        (await stage.Adapter("civitai").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>().Progress.ShouldBe(0.4);
    }

    [Fact]
    public async Task Cancelling_is_a_status_that_is_put()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("civitai").SubmitAsync(request));
        (await stage.Adapter("civitai").CancelAsync(submitted)).ShouldBeTrue();
        fake.Received.Last().Text.ShouldBe("""{"status":"canceled"}""");
        fake.Charges.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_price_is_asked_for_without_making_anything()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.BuzzEach = 8);
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("civitai").ShouldBeAssignableTo<IModelPrices>()!.PriceAsync(Model)).ShouldBe(new ModelPrice(0.008m, "output"));
        fake.Received.Single().Query.ShouldBe("?whatif=true");
        fake.Charges.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(Model, null, """{"prompt":"a fox","additionalNetworks":{"urn:air:sdxl:lora:civitai:1@2":{"strength":0.80}}}""")]
    [InlineData("imageGen/openai", null, """{"prompt":"a","images":["upload:1","product:2"]}""")]
    [InlineData("urn:air:sd1:checkpoint:civitai:4384@128713", "v1", """{"prompt":"a fox","quantity":2}""")]
    public async Task A_lost_answer_is_found_whatever_was_sent(string model, string? version, string parameters)
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:civitai:SettleSeconds"] = "0" });
        var file = Path.Combine(stage.Folder, "in.png");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        var inputs = parameters.Contains("images", StringComparison.Ordinal) ? new Dictionary<string, string> { ["images[0]"] = file, ["images[1]"] = file } : [];
        fake.Troubles.Next("POST", new Trouble.DropAfter());
        var request = Asking.Request(model, parameters, version, inputs);
        (await stage.Adapter("civitai").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Ambiguous>();
        (await stage.Adapter("civitai").FindByAttemptAsync(request with { Inputs = new Dictionary<string, string>() }, Asking.Now)).ShouldBeOfType<Reconciliation.Found>().RequestId.ShouldBe(fake.Jobs.Single().Id);
        (await stage.Adapter("civitai").FindByAttemptAsync(request with { AttemptId = ArtFactory.Data.FactoryId.New() }, Asking.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
        fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Models_of_the_older_interface_are_jobs_that_are_found_by_their_property()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:civitai:SettleSeconds"] = "0" });
        var request = Asking.Request("urn:air:sd1:checkpoint:civitai:4384@128713", """{"prompt":"a fox","scheduler":"EulerA","steps":20,"quantity":2}""", "v1");
        var made = await stage.Adapter("civitai").MadeAsync(request);
        var body = fake.Received.Single(c => c.Method == "POST").Json!;
        (body["$type"]!.ToString(), body["baseModel"]!.ToString(), body["quantity"]!.ToString(), body["params"]!["scheduler"]!.ToString()).ShouldBe(("textToImage", "SD_1_5", "2", "EulerA"));
        made.Outputs.Count.ShouldBe(2);
        made.Cost.ShouldBe(0.008m);
        var found = (await stage.Adapter("civitai").FindByAttemptAsync(request, Asking.Now)).ShouldBeOfType<Reconciliation.Found>();
        found.RequestId.ShouldBe(made.RequestId);
        (await stage.Adapter("civitai").FindByAttemptAsync(Asking.Request(request.Model, "{}", "v1"), Asking.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
        (await stage.Adapter("civitai").LookUpAsync(new(request.AttemptId, request.Model, found.RequestId, found.Details!, Asking.Now))).ShouldBeOfType<ProviderAnswer.Completed>();
    }

    [Fact]
    public async Task Older_jobs_that_failed_are_told()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request("urn:air:sd1:checkpoint:civitai:4384@128713", """{"prompt":"a fox"}""", "v1");
        var submitted = Asking.Submitted(request, await stage.Adapter("civitai").SubmitAsync(request));
        (await stage.Adapter("civitai").CancelAsync(submitted)).ShouldBeFalse();
        (await stage.Adapter("civitai").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Rejected>();
    }

    [Fact]
    public async Task A_wrong_value_is_named_by_its_field()
    {
        await using var fake = await FakeServers.StartAsync<FakeCivitai>(f => f.Troubles.Next("POST", new Trouble.Answer(400, Fixtures.Text("Civitai/v2-problem-400.json"))));
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("civitai").SubmitAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).ShouldBeOfType<ProviderAnswer.Rejected>().Message.ShouldContain("steps: The value is out of range.");
    }
}
