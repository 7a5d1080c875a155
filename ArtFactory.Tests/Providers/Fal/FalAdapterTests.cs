using System.Text.Json.Nodes;
using ArtFactory.Engine.Providers;
using ArtFactory.Engine.Providers.Connections;
using ArtFactory.Engine.Providers.Fal;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.Fal;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.Fal;

public sealed class FalAdapterTests
{
    const string Model = "fal-ai/flux/dev";

    [Fact]
    public async Task The_body_is_the_input_itself_and_the_returned_addresses_are_followed()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Behaviour.Key = "id:secret-0000");
        await using var stage = await ProviderStage.OnAsync(fake, "id:secret-0000");
        var made = await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"a fox","seed":18446744073709551615,"num_images":2,"loras":null}"""));
        var post = fake.Received.Single(c => c.Method == "POST");
        (post.Path, post.Text).ShouldBe(($"/{Model}", """{"prompt":"a fox","seed":18446744073709551615,"num_images":2}"""));
        post.Headers["Authorization"].ShouldBe("Key id:secret-0000");
        post.Headers["X-Fal-Request-Timeout"].ShouldBe("1800");

        // Without the endpoint's last part.
        fake.Received.ShouldContain(c => c.Path == $"/fal-ai/flux/requests/{fake.Jobs.Single().Id}/status" && c.Query == "?logs=1");
        made.Outputs.Count.ShouldBe(2);
        made.Outputs[0].MimeType.ShouldBe("image/png");
        made.Returned!.Text("seed").ShouldBe("18446744073709551615");
        (await stage.Adapter("fal").FetchAsync(made.Outputs[1])).MimeType.ShouldBe("image/png");
    }

    [Fact]
    public async Task A_seed_beyond_63_bits_comes_back_with_all_its_digits()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.SeedTold = "17454220438242315174");
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).Returned!.ToJson().ShouldBe("""{"seed":17454220438242315174}""");
    }

    [Fact]
    public async Task Recorded_addresses_of_the_real_host_are_asked_at_the_server_in_its_place()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.NamesRealHosts = true);
        await using var stage = await ProviderStage.OnAsync(fake);
        await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"a fox"}"""));
    }

    [Fact]
    public async Task An_address_on_a_foreign_host_gets_no_key_and_the_request_is_followed_all_the_same()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next("POST", new Trouble.Changed(body =>
        {
            body["status_url"] = "https://queue.elsewhere.example/a/b/requests/1/status";
            body["response_url"] = "https://queue.elsewhere.example/a/b/requests/1";
            body["cancel_url"] = "https://[no-address";
            return body;
        }));
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var accepted = await stage.Adapter("fal").SubmitAsync(request);
        var submitted = Asking.Submitted(request, accepted);
        ProviderAnswer answer;
        do answer = await stage.Adapter("fal").LookUpAsync(submitted);
        while (answer is ProviderAnswer.Accepted);
        answer.ShouldBeOfType<ProviderAnswer.Completed>();
        await stage.Adapter("fal").CancelAsync(submitted);
        fake.Received.Select(c => c.Path).ShouldBe([$"/{Model}", .. Enumerable.Repeat($"/fal-ai/flux/requests/{submitted.RequestId}/status", fake.Received.Count - 3),
            $"/fal-ai/flux/requests/{submitted.RequestId}", $"/fal-ai/flux/requests/{submitted.RequestId}/cancel"]);
    }

    [Theory]
    [InlineData("https://queue.fal.run/fal-ai/flux/requests/1/status", true)]
    [InlineData("https://queue.falrun.com/fal-ai/flux/requests/1/status", true)]
    [InlineData("https://queue.falrun.com.evil.example/fal-ai/flux/requests/1/status", false)]
    [InlineData("http://queue.falrun.com/fal-ai/flux/requests/1/status", false)]
    public void The_spare_queue_is_fals_own_too(string address, bool isIts) =>
        new ProviderConnection(FalAddresses.Profile, FalAddresses.Profile.DefaultAddress, "key").WouldAsk(address).ShouldBe(isIts);

    [Fact]
    public async Task Progress_comes_from_the_newest_log_line()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Behaviour.PollsUntilDone = 100);
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("fal").SubmitAsync(request));
        (await stage.Adapter("fal").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>().Progress.ShouldBeNull();
        (await stage.Adapter("fal").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>().Progress.ShouldBe(0.5);
    }

    public static TheoryData<int, string, ProviderErrorClass> Failures => new()
    {
        { 422, "Fal/error-422.json", ProviderErrorClass.Validation },
        { 504, "Fal/error-504.json", ProviderErrorClass.Transient },
        { 422, """{"detail":[{"loc":["body","prompt"],"msg":"The content could not be processed","type":"content_policy_violation"}]}""", ProviderErrorClass.Moderation },
        { 422, """{"detail":"Image could not be loaded"}""", ProviderErrorClass.Validation },
        { 500, """{"detail":"Internal","error_type":"internal_error"}""", ProviderErrorClass.Transient },
        { 503, """{"detail":"No runner","error_type":"runner_scheduling_failure"}""", ProviderErrorClass.Transient },
        { 499, """{"detail":"gone","error_type":"client_cancelled"}""", ProviderErrorClass.Validation },
        { 200, """{"images":[],"detail":"nothing made"}""", ProviderErrorClass.Lost },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task A_run_that_failed_ends_with_the_status_of_its_result(int status, string body, ProviderErrorClass expected)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.ResultOf = _ => (status, JsonNode.Parse(body.StartsWith('{') ? body : Fixtures.Text(body))!));
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("fal").EndAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(expected);
    }

    [Theory]
    [InlineData(422, """{"detail":"Image could not be loaded"}""", true)]
    [InlineData(422, """{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}""", true)]
    [InlineData(400, """{"detail":"bad request"}""", false)]
    [InlineData(500, """{"detail":"Internal","error_type":"internal_error"}""", false)]
    [InlineData(504, """{"detail":"late","error_type":"request_timeout"}""", false)]
    public async Task What_the_model_refuses_may_be_charged_and_a_fault_of_fals_is_not(int status, string body, bool mayBe)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.ResultOf = _ => (status, JsonNode.Parse(body)!));
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("fal").EndAsync(Asking.Request(Model, """{"prompt":"a fox"}"""))).ShouldBeOfType<ProviderAnswer.Rejected>().MayBeCharged.ShouldBe(mayBe);
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(null, false)]
    public async Task A_request_that_was_cancelled_while_it_ran_may_be_charged(double? seconds, bool mayBe)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("fal").SubmitAsync(request));
        await stage.Adapter("fal").CancelAsync(submitted);
        fake.Troubles.Next(c => c.Path.EndsWith("/status", StringComparison.Ordinal), new Trouble.Changed(body =>
        {
            body["metrics"] = seconds is null ? null : new JsonObject { ["inference_time"] = seconds };
            return body;
        }));
        (await stage.Adapter("fal").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Rejected>().MayBeCharged.ShouldBe(mayBe);
    }

    [Fact]
    public async Task Completed_with_an_error_names_the_field()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("fal").SubmitAsync(request));
        fake.Jobs.Single().EndsWith = "Fal/error-422.json";
        ProviderAnswer answer;
        do answer = await stage.Adapter("fal").LookUpAsync(submitted);
        while (answer is ProviderAnswer.Accepted);
        answer.ShouldBeOfType<ProviderAnswer.Rejected>().Message.ShouldContain("num_images: Input should be less than or equal to 4");
    }

    [Fact]
    public async Task A_picture_that_was_blacked_out_is_kept_with_its_mark()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.Flags = [false, true]);
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"a fox","num_images":2}"""));
        made.Outputs.Select(o => o.Metadata?.Text("moderated")).ShouldBe([null, "true"]);
    }

    [Theory]
    [InlineData("fal-ai/kling-video/v2.5-turbo/pro/text-to-video", "video/mp4")]
    [InlineData("fal-ai/stable-audio", "audio/wav")]
    [InlineData("workflows/acme/flow", "image/png")]
    public async Task Clips_and_sounds_are_found_under_their_own_names(string model, string type)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("fal").MadeAsync(Asking.Request(model, """{"prompt":"waves"}"""));
        (await stage.Adapter("fal").FetchAsync(made.Outputs.ShouldHaveSingleItem())).MimeType.ShouldBe(type);
    }

    [Fact]
    public async Task Content_inside_the_answer_needs_no_network()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>(f => f.ResultOf = _ => (200, Fixtures.Read("Fal/result-image-datauri.json")));
        await using var stage = await ProviderStage.OnAsync(fake);
        var made = await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"a fox","sync_mode":true}"""));
        var calls = fake.Received.Count;
        (await File.ReadAllBytesAsync((await stage.Adapter("fal").FetchAsync(made.Outputs.ShouldHaveSingleItem())).Path)).Take(4).ShouldBe([0x89, 0x50, 0x4E, 0x47]);
        fake.Received.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task A_cancelled_request_is_asked_about_until_it_says_so()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        var submitted = Asking.Submitted(request, await stage.Adapter("fal").SubmitAsync(request));
        (await stage.Adapter("fal").CancelAsync(submitted)).ShouldBeFalse();
        fake.Received.Last().Method.ShouldBe("PUT");
        (await stage.Adapter("fal").LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Rejected>().Message.ShouldContain("cancelled");
        fake.Charges.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_large_file_goes_to_the_storage_without_the_key_and_its_address_is_sent()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var (small, large) = (Path.Combine(stage.Folder, "small.png"), Path.Combine(stage.Folder, "large.png"));
        await File.WriteAllBytesAsync(small, [1, 2, 3]);
        await File.WriteAllBytesAsync(large, new byte[300_000]);
        await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"x"}""", inputs: new Dictionary<string, string> { ["image_url"] = large, ["mask_url"] = small }));
        var body = fake.Received.Single(c => c.Is("POST", Model)).Json!;
        body["image_url"]!.ToString().ShouldBe("https://v3b.fal.media/files/0-image_url.png");
        body["mask_url"]!.ToString().ShouldStartWith("data:image/png;base64,");
        fake.Uploads.ShouldHaveSingleItem().Value.Length.ShouldBe(300_000);
        var put = fake.Received.Single(c => c.Method == "PUT");
        put.Headers.ShouldNotContainKey("Authorization");
        put.Headers["Content-Type"].ShouldBe("image/png");
    }

    [Fact]
    public async Task A_file_too_large_for_one_piece_goes_in_parts_and_a_part_that_fails_is_sent_again()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var path = Path.Combine(stage.Folder, "long.mp4");
        var content = new byte[95_000_000];
        for (var i = 0; i < content.Length; i += 100_000) content[i] = (byte)(i / 100_000);
        await File.WriteAllBytesAsync(path, content);
        fake.Troubles.Next(c => c.Path.EndsWith("/3", StringComparison.Ordinal), new Trouble.Answer(503));

        await stage.Adapter("fal").MadeAsync(Asking.Request(Model, """{"prompt":"x"}""", inputs: new Dictionary<string, string> { ["video_url"] = path }));

        fake.Received.Single(c => c.Is("POST", Model)).Json!["video_url"]!.ToString().ShouldBe("https://v3b.fal.media/files/0-video_url.mp4");
        fake.Uploads.ShouldHaveSingleItem().Value.AsSpan().SequenceEqual(content).ShouldBeTrue();
        fake.Parts.Count.ShouldBe(10);
        var puts = fake.Received.Where(c => c.Method == "PUT").ToList();
        puts.Count.ShouldBe(11);
        puts.ShouldAllBe(c => !c.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task A_part_that_is_never_taken_sends_nothing_else_and_may_be_tried_later()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        var path = Path.Combine(stage.Folder, "long.mp4");
        await using (var file = File.Create(path)) file.SetLength(90_000_001);
        fake.Troubles.Always(c => c.Path.EndsWith("/2", StringComparison.Ordinal), new Trouble.Answer(503));

        var answer = await stage.Adapter("fal").SubmitAsync(Asking.Request(Model, "{}", inputs: new Dictionary<string, string> { ["video_url"] = path }));

        answer.ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Transient);
        fake.Parts.Count.ShouldBe(1);
        fake.Charges.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_place_to_upload_to_that_lies_inside_is_refused()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var inside = await TestSite.StartAsync(s => s.Status(200));
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next(c => c.Path.Contains("/storage/", StringComparison.Ordinal), Trouble.WrongType("upload_url", new Uri(inside.Address, "put").AbsoluteUri));
        var large = Path.Combine(stage.Folder, "large.png");
        await File.WriteAllBytesAsync(large, new byte[300_000]);
        var answer = await stage.Adapter("fal").SubmitAsync(Asking.Request(Model, "{}", inputs: new Dictionary<string, string> { ["image_url"] = large }));
        answer.ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Validation);
        inside.Calls.ShouldBeEmpty();
        fake.Charges.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("acme/paint/fast", "{}")]
    [InlineData("acme/paint/fast", """{"prompt":"a","strength":0.50,"mask_url":"","image_url":"product:1","seed":18446744073709551615,"negative_prompt":null}""")]
    [InlineData("acme/paint/v1.1/edit", """{"prompt":"a","image_urls":["upload:1","product:2"],"image_size":{"width":1024,"height":768}}""")]
    [InlineData("workflows/acme/flow", """{"prompt":"a","loras":[{"path":"https://example.org/a.safetensors","scale":1.0}]}""")]
    public async Task A_lost_answer_is_found_whatever_was_sent(string model, string parameters)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:fal:SettleSeconds"] = "0" });
        var (small, large) = (Path.Combine(stage.Folder, "in.png"), Path.Combine(stage.Folder, "large.png"));
        await File.WriteAllBytesAsync(small, [1, 2, 3]);
        await File.WriteAllBytesAsync(large, new byte[300_000]);
        var inputs = new Dictionary<string, string>();
        if (parameters.Contains("\"image_url\"", StringComparison.Ordinal)) inputs["image_url"] = large;
        if (parameters.Contains("\"image_urls\"", StringComparison.Ordinal)) (inputs["image_urls[0]"], inputs["image_urls[1]"]) = (small, large);
        fake.Troubles.Next(c => c.Is("POST", model), new Trouble.DropAfter());
        var request = Asking.Request(model, parameters, inputs: inputs);
        (await stage.Adapter("fal").SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Ambiguous>();

        // As it is asked later, when the files are references again.
        (await stage.Adapter("fal").FindByAttemptAsync(request with { Inputs = new Dictionary<string, string>() }, Asking.Now)).ShouldBeOfType<Reconciliation.Found>().RequestId.ShouldBe(fake.Jobs.Single().Id);
        (await stage.Adapter("fal").FindByAttemptAsync(request with { Parameters = request.Parameters.With("prompt", "another") }, Asking.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
    }

    [Fact]
    public async Task A_listed_request_whose_payload_fal_does_not_keep_may_be_the_one()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake, more: new Dictionary<string, string?> { ["Providers:fal:SettleSeconds"] = "0" });
        var request = Asking.Request(Model, """{"prompt":"a fox"}""");
        await stage.Adapter("fal").SubmitAsync(request);
        var startedAt = Asking.Now;
        fake.Troubles.Always(c => c.Path.Contains("by-endpoint", StringComparison.Ordinal), new Trouble.Changed(body =>
        {
            (body["items"]![0]!["json_input"], body["items"]![0]!["started_at"]) = (null, startedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            return body;
        }));
        (await stage.Adapter("fal").FindByAttemptAsync(request, Asking.Now)).ShouldBeOfType<Reconciliation.Undetermined>().Reason.ShouldContain("does not keep what was sent");

        // What had begun long before cannot be it.
        startedAt = Asking.Now.AddMinutes(-10);
        (await stage.Adapter("fal").FindByAttemptAsync(request, Asking.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
    }

    [Theory]
    [InlineData("image", "USD", 0.025, "output")]
    [InlineData("megapixels", "USD", 0.025, "megapixel")]
    [InlineData("seconds", "USD", 0.025, "second")]
    [InlineData("compute units", "USD", null, "output")]
    [InlineData("image", "EUR", null, "output")]
    public async Task Prices_come_from_the_platform_and_what_cannot_be_reckoned_with_is_unknown(string unit, string currency, double? amount, string expected)
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        fake.Troubles.Next("GET", new Trouble.Changed(body =>
        {
            (body["prices"]![0]!["unit"], body["prices"]![0]!["currency"]) = (unit, currency);
            return body;
        }));
        (await stage.Adapter("fal").ShouldBeAssignableTo<IModelPrices>()!.PriceAsync(Model)).ShouldBe(new ModelPrice((decimal?)amount, expected));
    }

    [Fact]
    public async Task The_models_document_is_asked_for_without_the_key()
    {
        await using var fake = await FakeServers.StartAsync<FakeFal>();
        await using var stage = await ProviderStage.OnAsync(fake);
        (await stage.Adapter("fal").ShouldBeAssignableTo<IModelDocuments>()!.DocumentAsync(Model)).ShouldNotBeNull().GetProperty("openapi").GetString().ShouldBe("3.0.4");
        fake.Received.Single().Headers.ShouldNotContainKey("Authorization");
    }
}
