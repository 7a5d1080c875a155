using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Replicate;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.Replicate;

public sealed class ReplicateAdapterTests
{
    const string Version = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";

    [Fact]
    public async Task A_versioned_model_is_run_by_its_version_and_asked_about_until_it_is_done()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("replicate").MadeAsync(Asking.Request("stability-ai/sdxl", """{"prompt":"a fox","seed":16010,"num_outputs":2,"mask":null,"image":""}""", Version));
        var post = fake.Received.Single(c => c.Method == "POST");
        post.Path.ShouldBe("/v1/predictions");
        post.Text.ShouldBe("""{"version":"VERSION","input":{"prompt":"a fox","seed":16010,"num_outputs":2}}""".Replace("VERSION", Version, StringComparison.Ordinal));
        made.Outputs.Select(o => o.Address!.AbsolutePath.Split('/')[^1]).ShouldBe(["out-0.png", "out-1.png"]);
        made.Outputs.ShouldAllBe(o => o.ExpiresAt != null);
        made.Returned!.Text("seed").ShouldBe("16010");
        made.RequestId.ShouldBe(fake.Jobs.Single().Id);
        var file = await stage.Adapter("replicate").FetchAsync(made.Outputs[0]);
        file.MimeType.ShouldBe("image/png");
        fake.Received.Last().Headers.ShouldNotContainKey("Authorization");
    }

    [Theory]
    [InlineData(true, "/v1/models/acme/paint-pro/predictions", false)]
    [InlineData(false, "/v1/predictions", true)]
    public async Task The_models_document_says_where_its_runs_begin_and_is_read_once(bool isOfficial, string path, bool hasVersion)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        fake.Troubles.Next(c => c.Is("GET", "/models/"), Trouble.WrongType("is_official", isOfficial));
        await using var stage = await ProviderStage.OnAsync(fake);
        for (var run = 0; run < 3; run++) await stage.Adapter("replicate").MadeAsync(Asking.Request("acme/paint-pro", """{"prompt":"a fox"}"""));
        fake.Received.Where(c => c.Method == "POST").ShouldAllBe(c => c.Path == path && c.Json!.ContainsKey("version") == hasVersion);
        fake.Received.Count(c => c.Is("GET", "/models/")).ShouldBe(1);
    }

    [Fact]
    public async Task A_model_nobody_knows_is_a_mistake_and_nothing_is_sent()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        fake.Troubles.Next("GET", new Trouble.Answer(404, """{"detail":"The requested resource does not exist","status":404}"""));
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("replicate").SubmitAsync(Asking.Request("acme/none", "{}"))).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Validation);
        fake.Troubles.Next("GET", new Trouble.GatewayError());
        (await stage.Adapter("replicate").SubmitAsync(Asking.Request("acme/none", "{}"))).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Transient);
        fake.Received.ShouldAllBe(c => c.Method == "GET");
    }

    [Fact]
    public async Task A_model_that_was_fast_is_waited_for_the_next_time()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.PollsUntilDone = 1);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request("stability-ai/sdxl", """{"prompt":"a fox"}""", Version);
        await stage.Adapter("replicate").MadeAsync(request);
        fake.Received.Last(c => c.Method == "POST").Headers.ShouldNotContainKey("Prefer");
        (await stage.Adapter("replicate").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Completed>();
        fake.Received.Last(c => c.Method == "POST").Headers["Prefer"].ShouldBe("wait=10");
    }

    public static TheoryData<string, int> Shapes => new()
    {
        { "list", 2 }, { "one", 1 }, { "object", 2 }, { "objects", 2 }, { "data", 1 }, { "text", 1 }, { "words", 1 },
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task Outputs_of_every_shape_are_brought_home(string shape, int count)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        fake.OutputOf = (_, files) => shape switch
        {
            "one" => files[0],
            "object" => new JsonObject { ["main"] = files[0], ["mask"] = files[1], ["note"] = "https is not all there is" },
            "objects" => new JsonArray(new JsonObject { ["file"] = files[0], ["text"] = "one" }, new JsonObject { ["file"] = files[1], ["text"] = null }),
            "data" => Fixtures.Read("Replicate/prediction-succeeded-datauri.json")["output"]!.DeepClone(),
            "text" => "A poem about foxes.",
            "words" => new JsonArray("A poem ", "about foxes."),
            _ => new JsonArray(files[0], files[1]),
        };
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("replicate").MadeAsync(Asking.Request("acme/any", """{"prompt":"a fox","num_outputs":2}""", Version));
        made.Outputs.Count.ShouldBe(count);
        foreach (var output in made.Outputs)
        {
            var file = await stage.Adapter("replicate").FetchAsync(output);
            new FileInfo(file.Path).Length.ShouldBeGreaterThan(0);
            if (shape is "text" or "words") (await File.ReadAllTextAsync(file.Path)).ShouldBe("A poem about foxes.");
        }
    }

    [Theory]
    [InlineData("failed", null, ProviderErrorClass.Validation)]
    [InlineData("failed", "Error code: (E005): the output was flagged as sensitive", ProviderErrorClass.Moderation)]
    [InlineData("failed", "NSFW content detected. Try running it again.", ProviderErrorClass.Moderation)]
    [InlineData("failed", "Prediction interrupted; please retry (code: PA)", ProviderErrorClass.Transient)]
    [InlineData("failed", "E6716: timed out while starting", ProviderErrorClass.Transient)]
    [InlineData("canceled", null, ProviderErrorClass.Validation)]
    [InlineData("aborted", null, ProviderErrorClass.Transient)]
    [InlineData("succeeded-data-removed", null, ProviderErrorClass.Lost)]
    public async Task Every_other_end_has_its_class(string status, string? error, ProviderErrorClass expected)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var example = Fixtures.Read($"Replicate/prediction-{status}.json");
        if (error is not null) example["error"] = error;
        fake.Troubles.Next(c => c.Is("GET", "/predictions/"), new Trouble.Answer(200, example.ToJsonString()));
        (await stage.Adapter("replicate").EndAsync(Asking.Request("a/b", "{}", Version))).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(expected);
    }

    [Theory]
    [InlineData("failed", "2026-01-02T03:04:06.000Z", null, true)]
    [InlineData("failed", null, 3.0, true)]
    [InlineData("failed", null, null, false)] // it never came to a start
    [InlineData("canceled", "2026-01-02T03:04:06.000Z", null, true)]
    [InlineData("canceled", null, null, false)]
    [InlineData("aborted", null, null, false)]
    public async Task A_run_that_had_begun_may_be_charged_however_it_ended(string status, string? startedAt, double? seconds, bool mayBe)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var example = Fixtures.Read($"Replicate/prediction-{status}.json");
        (example["started_at"], example["metrics"]) = (startedAt, seconds is null ? null : new JsonObject { ["predict_time"] = seconds });
        fake.Troubles.Next(c => c.Is("GET", "/predictions/"), new Trouble.Answer(200, example.ToJsonString()));
        (await stage.Adapter("replicate").EndAsync(Asking.Request("a/b", "{}", Version))).ShouldBeOfType<ProviderAnswer.Rejected>().MayBeCharged.ShouldBe(mayBe);
    }

    [Fact]
    public async Task A_state_nobody_knows_yet_is_asked_on()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next(c => c.Is("GET", "/predictions/"), Trouble.WrongType("status", "hibernating"));
        (await stage.Adapter("replicate").EndAsync(Asking.Request("a/b", "{}", Version))).ShouldBeOfType<ProviderAnswer.Completed>();
    }

    [Fact]
    public async Task Progress_is_read_from_the_logs()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.PollsUntilDone = 100);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request("a/b", "{}", Version);
        var submitted = Asking.Submitted(request, await stage.Adapter("replicate").SubmitAsync(request));
        (await stage.Adapter("replicate").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>().Progress.ShouldBe(0.5);
    }

    [Fact]
    public async Task Cancelling_what_has_not_begun_costs_nothing_and_what_has_is_asked_about()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Behaviour.PollsUntilDone = 100);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request("a/b", "{}", Version);
        var submitted = Asking.Submitted(request, await stage.Adapter("replicate").SubmitAsync(request));
        fake.Tell = body => body["started_at"] = "2026-01-02T03:04:05.106Z";
        (await stage.Adapter("replicate").CancelAsync(submitted)).ShouldBeFalse();
        fake.Tell = null;
        (await stage.Adapter("replicate").CancelAsync(submitted)).ShouldBeTrue();
        fake.Received.Last().Path.ShouldBe($"/v1/predictions/{submitted.RequestId}/cancel");
    }

    [Fact]
    public async Task Small_files_go_inside_and_large_ones_are_uploaded_first()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var (small, large) = (Path.Combine(stage.Folder, "small.png"), Path.Combine(stage.Folder, "large.jpg"));
        await File.WriteAllBytesAsync(small, [1, 2, 3]);
        await File.WriteAllBytesAsync(large, new byte[300_000]);
        await stage.Adapter("replicate").MadeAsync(Asking.Request("a/b", """{"image":"product:1","mask":"upload:2"}""", Version, new Dictionary<string, string> { ["image"] = small, ["mask"] = large }));
        var input = fake.Received.Single(c => c.Is("POST", "/predictions")).Json!["input"]!;
        input["image"]!.ToString().ShouldBe("data:image/png;base64,AQID");
        input["mask"]!.ToString().ShouldBe(new Uri(fake.Origin, "v1/files/file-0001").AbsoluteUri);
        var upload = fake.Received.Single(c => c.Is("POST", "/files"));
        upload.Headers["Content-Type"].ShouldStartWith("multipart/form-data");
        upload.Body.Length.ShouldBeGreaterThan(300_000);
    }

    [Fact]
    public async Task An_upload_that_fails_was_not_paid_and_may_be_tried_again()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>(f => f.Troubles.Next(c => c.Is("POST", "/files"), new Trouble.DropAfter()));
        await using var stage = await ProviderStage.OnAsync(fake);
        var large = Path.Combine(stage.Folder, "large.jpg");
        await File.WriteAllBytesAsync(large, new byte[300_000]);
        var answer = await stage.Adapter("replicate").SubmitAsync(Asking.Request("a/b", "{}", Version, new Dictionary<string, string> { ["image"] = large }));
        answer.ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Transient);
        fake.Charges.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Recorded_addresses_of_the_real_host_are_asked_at_the_server_in_its_place()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Tell = body =>
        {
            foreach (var name in (string[])["get", "cancel"]) body["urls"]![name] = body["urls"]![name]!.ToString().Replace(fake.BaseAddress.AbsoluteUri, "https://api.replicate.com/v1", StringComparison.Ordinal);
        };
        await stage.Adapter("replicate").MadeAsync(Asking.Request("a/b", """{"prompt":"x"}""", Version));
        fake.Received.Count(c => c.Is("GET", "/v1/predictions/")).ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_was_begun_by_the_models_newest_version_is_found_although_the_attempt_names_none()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:replicate:SettleSeconds"] = "0" });
        var request = Asking.Request("black-forest-labs/flux-schnell", """{"prompt":"x"}""");
        await stage.Adapter("replicate").SubmitAsync(request);
        (await stage.Adapter("replicate").FindByAttemptAsync(request, Asking.Now)).ShouldBeOfType<Reconciliation.Found>().RequestId.ShouldBe(fake.Jobs.Single().Id);
    }

    [Fact]
    public async Task Equal_requests_are_all_named_so_that_the_one_nobody_has_taken_can_be_chosen()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request("acme/paint-fast", """{"prompt":"twice"}""", Version);
        for (var run = 0; run < 3; run++) await stage.Adapter("replicate").SubmitAsync(request);
        var found = (await stage.Adapter("replicate").FindByAttemptAsync(request, Asking.Now)).ShouldBeOfType<Reconciliation.Found>();
        found.Alternatives.Select(a => a.RequestId).Prepend(found.RequestId).ShouldBe(fake.Jobs.Select(j => j.Id));
    }

    [Theory]
    [InlineData("acme/paint-fast", "{}")]
    [InlineData("acme/paint-fast", """{"prompt":"a","strength":0.50,"mask":"","image":"product:1"}""")]
    [InlineData("acme/paint-fast", """{"prompt":"a","refs":["upload:1","upload:2"]}""")]
    [InlineData("deployments/acme/fast", """{"prompt":"a"}""")]
    [InlineData("acme/paint-fast:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa", """{"prompt":"a"}""")]
    public async Task A_lost_answer_is_found_whatever_was_sent(string model, string parameters)
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:replicate:SettleSeconds"] = "0" });
        var file = Path.Combine(stage.Folder, "in.png");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        var inputs = new Dictionary<string, string>();
        if (parameters.Contains("\"image\"", StringComparison.Ordinal)) inputs["image"] = file;
        if (parameters.Contains("\"refs\"", StringComparison.Ordinal)) (inputs["refs[0]"], inputs["refs[1]"]) = (file, file);
        fake.Troubles.Next(c => c.Is("POST", "predictions"), new Trouble.DropAfter());
        var request = Asking.Request(model, parameters, inputs: inputs);
        (await stage.Adapter("replicate").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Ambiguous>();

        // As it is asked later, when the files are references again.
        (await stage.Adapter("replicate").FindByAttemptAsync(request with { Inputs = new Dictionary<string, string>() }, Asking.Now)).ShouldBeOfType<Reconciliation.Found>().RequestId.ShouldBe(fake.Jobs.Single().Id);
        (await stage.Adapter("replicate").FindByAttemptAsync(request with { Parameters = request.Parameters.With("prompt", "another") }, Asking.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
    }

    [Fact]
    public async Task The_models_document_is_given_as_it_is()
    {
        await using var fake = await FakeServers.StartAsync<FakeReplicate>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var documents = stage.Adapter("replicate").ShouldBeAssignableTo<IModelDocuments>()!;
        (await documents.DocumentAsync("acme/paint-fast")).ShouldNotBeNull().GetProperty("latest_version").GetProperty("openapi_schema").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        fake.Troubles.Next("GET", new Trouble.Answer(404, "{}"));
        (await documents.DocumentAsync("acme/none")).ShouldBeNull();
    }
}
