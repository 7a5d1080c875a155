using ArtFactory.Data;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.ComfyUi;
using ArtFactory.Tests.Production;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.ComfyUi;

public sealed class ComfyAdapterTests : IAsyncLifetime
{
    FakeComfyUi _fake = null!;
    ProviderStage _stage = null!;

    IProviderAdapter Adapter => _stage.Adapter("comfyui");

    public async Task InitializeAsync()
    {
        _fake = await FakeServers.StartAsync<FakeComfyUi>();
        _stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:comfyui:BaseUrl"] = _fake.BaseAddress.AbsoluteUri });
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _fake.DisposeAsync();
    }

    static GenerationRequest Fox(string more = "") => AdapterActs.Request("workflow", $$"""{"prompt": "a fox", "seed": 17454220438242315174{{more}}}""");

    static SubmittedRequest Submitted(GenerationRequest request, ProviderAnswer answer) =>
        new(request.AttemptId, request.Model, answer.ShouldBeOfType<ProviderAnswer.Accepted>().RequestId, ParameterSet.Empty, AdapterActs.Now);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_graph_is_queued_and_its_files_are_fetched(bool hasSockets, bool choosesIds)
    {
        (_fake.HasSockets, _fake.ChoosesIds) = (hasSockets, choosesIds);
        var request = Fox(""", "steps": 8, "width": 512""");
        var accepted = await Adapter.SubmitAsync(request);
        if (!choosesIds) accepted.ShouldBeOfType<ProviderAnswer.Accepted>().RequestId.ShouldBe(request.AttemptId.ToString());
        var done = (await Adapter.UntilEndAsync(request, accepted)).ShouldBeDone();
        done.Outputs.Count.ShouldBe(2);
        done.Cost.ShouldBe(0);
        (await Adapter.BytesAsync(done.Outputs[0])).AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
        var graph = _fake.Jobs.Single().Input;
        graph["6"]!["inputs"]!["text"]!.ToString().ShouldBe("a fox");
        graph["3"]!["inputs"]!["seed"]!.ToJsonString().ShouldBe("17454220438242315174");
        graph["3"]!["inputs"]!["steps"]!.ToJsonString().ShouldBe("8");
        // No checkpoint was named: the first that is installed.
        graph["4"]!["inputs"]!["ckpt_name"]!.ToString().ShouldBe("toy.safetensors");
    }

    [Fact]
    public async Task Its_progress_comes_over_the_socket()
    {
        _fake.IsSlow = true;
        var request = Fox();
        var submitted = Submitted(request, await Adapter.SubmitAsync(request));
        await _fake.BeginAsync();
        double? progress = null;
        await TestFactory.UntilAsync(async () => (progress = (await Adapter.LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>().Progress) is not null);
        progress!.Value.ShouldBeInRange(0.01, 0.99);
        await _fake.FinishAsync();
        (await Adapter.UntilEndAsync(request, new ProviderAnswer.Accepted(submitted.RequestId))).ShouldBeDone();
    }

    [Fact]
    public async Task What_a_node_refuses_is_told_at_the_parameter() =>
        (await Adapter.SubmitAsync(Fox(""", "ckpt_name": "x" """))).ShouldBeRefused(ProviderErrorClass.Validation).Message.ShouldStartWith("ckpt_name: Value not in list");

    [Fact]
    public async Task A_graph_that_fails_says_which_node()
    {
        _fake.Fails = true;
        var request = Fox();
        var end = await Adapter.UntilEndAsync(request, await Adapter.SubmitAsync(request));
        end.ShouldBeOfType<ProviderAnswer.Rejected>().Message.ShouldContain("failed");
    }

    [Theory]
    [InlineData("dropped", false)]
    [InlineData("dropped", true)]
    [InlineData("gateway", false)]
    public async Task An_attempt_whose_answer_was_lost_is_found_again_and_not_queued_twice(string kind, bool choosesIds)
    {
        (_fake.IsSlow, _fake.ChoosesIds) = (true, choosesIds);
        _fake.Troubles.Next(c => c.Is("POST", "/prompt"), kind == "dropped" ? new Trouble.DropAfter() : new Trouble.GatewayError());
        var request = Fox();
        var submitted = Submitted(request, await Adapter.SubmitAsync(request));
        _fake.Jobs.Single().Id.ShouldBe(submitted.RequestId);
        await _fake.FinishAsync();
        (await Adapter.UntilEndAsync(request, new ProviderAnswer.Accepted(submitted.RequestId))).ShouldBeDone();

        // Also later, and by another process.
        (await Adapter.FindByAttemptAsync(request, AdapterActs.Now)).ShouldBeOfType<Reconciliation.Found>().RequestId.ShouldBe(submitted.RequestId);
        _fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_attempt_that_never_arrived_may_be_made_anew()
    {
        _fake.Troubles.Next(c => c.Is("POST", "/prompt"), new Trouble.DropBefore());
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Transient);
        (await Adapter.FindByAttemptAsync(Fox(), AdapterActs.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
        await _fake.DisposeAsync();
        (await Adapter.FindByAttemptAsync(Fox(), AdapterActs.Now)).ShouldBeOfType<Reconciliation.Undetermined>();
    }

    public static TheoryData<string> Sockets => ["dropped", "babbles", "lies", "says nothing that fits"];

    [Theory, MemberData(nameof(Sockets))]
    public async Task What_is_heard_over_the_socket_only_hastens_and_the_history_is_believed(string kind)
    {
        _fake.Troubles.Always(c => c.Method == ReceivedCall.Socket, kind switch
        {
            "dropped" => new Trouble.DropAfter(),
            "babbles" => new Trouble.GatewayError(),
            "lies" => new Trouble.Changed(message =>
            {
                // That another failed, and that it is past its end.
                (message["type"], message["data"]!["value"], message["data"]!["max"]) = ("execution_error", 900, 1);
                return message;
            }),
            _ => Trouble.WrongTypes(),
        });
        var request = Fox();
        (await Adapter.UntilEndAsync(request, await Adapter.SubmitAsync(request))).ShouldBeDone().Outputs.Count.ShouldBe(2);
        _fake.Charges.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_read_does_not_mean_that_a_request_is_gone()
    {
        _fake.IsSlow = true;
        var request = Fox();
        var submitted = Submitted(request, await Adapter.SubmitAsync(request));
        _fake.Troubles.Always(c => c.Is("GET", "/queue"), Trouble.WrongTypes());
        (await Adapter.LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Accepted>();
        (await Adapter.FindByAttemptAsync(request, AdapterActs.Now)).ShouldBeOfType<Reconciliation.Undetermined>();
        _fake.Troubles.Clear();
        await _fake.FinishAsync();
        (await Adapter.UntilEndAsync(request, new ProviderAnswer.Accepted(submitted.RequestId))).ShouldBeDone();
    }

    [Fact]
    public async Task A_request_that_a_restart_swallowed_is_made_anew()
    {
        _fake.IsSlow = true;
        var request = Fox();
        var submitted = Submitted(request, await Adapter.SubmitAsync(request));
        _fake.ForgetAll();
        (await Adapter.LookUpAsync(submitted)).ShouldBeRefused(ProviderErrorClass.Transient);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_waiting_request_is_taken_out_of_the_queue_and_a_running_one_is_interrupted(bool isRunning)
    {
        _fake.IsSlow = true;
        var request = Fox();
        var submitted = Submitted(request, await Adapter.SubmitAsync(request));
        if (isRunning) await _fake.BeginAsync();
        (await Adapter.CancelAsync(submitted)).ShouldBeTrue();
        _fake.Interrupts.ShouldBe(isRunning ? 1 : 0);
        (await Adapter.LookUpAsync(submitted)).ShouldBeOfType<ProviderAnswer.Rejected>();
    }

    [Fact]
    public async Task A_workflow_of_ones_own_with_a_start_picture_is_a_model()
    {
        var workflow = Fixtures.Read("ComfyUi/prompt-request.json")["prompt"]!.AsObject();
        workflow["10"] = System.Text.Json.Nodes.JsonNode.Parse("""{"class_type": "LoadImage", "inputs": {"image": "example.png"}}""");
        var news = await _stage.Get<IWorkflowShelf>().AddAsync("My fox painter", workflow.ToJsonString(), new Dictionary<string, string>());
        (news.Model.ModelId, news.IsNew, news.Model.Modality, news.Model.Price.Amount).ShouldBe(("my-fox-painter", true, "image-to-image", 0));
        news.Model.CanRun.ShouldBeTrue();
        news.Model.Schema.Find("ckpt_name")!.Options.Select(o => o.Value).ShouldBe(["toy.safetensors", "other.safetensors"]);

        var request = AdapterActs.Request("my-fox-painter", """{"prompt": "a fox", "seed": 3}""").With(_stage, "image");
        (await Adapter.UntilEndAsync(request, await Adapter.SubmitAsync(request))).ShouldBeDone();
        var graph = _fake.Jobs.Single().Input;
        var sent = _fake.Uploads.ShouldHaveSingleItem();
        graph["10"]!["inputs"]!["image"]!.ToString().ShouldBe("artfactory/" + sent.Key);
        sent.Value.ShouldBe(FakePicture.Of("image"));
        graph["9"]!["inputs"]!["filename_prefix"]!.ToString().ShouldBe("t");
    }

    [Fact]
    public async Task What_was_ticked_is_what_can_be_set()
    {
        var shelf = _stage.Get<IWorkflowShelf>();
        var workflow = Fixtures.Text("ComfyUi/prompt-request.json");
        var news = await shelf.AddAsync("Two", workflow, new Dictionary<string, string> { ["6.text"] = "", ["9.filename_prefix"] = "file" });
        news.Model.Schema.Parameters.Select(p => p.Name).ShouldBe(["prompt", "file"]);
        (await shelf.AddAsync("Two", workflow, new Dictionary<string, string> { ["6.text"] = "" })).IsNew.ShouldBeFalse();
        await Should.ThrowAsync<Engine.InvalidInputException>(() => shelf.AddAsync("Two", workflow, new Dictionary<string, string> { ["77.text"] = "" }));
        await Should.ThrowAsync<Engine.InvalidInputException>(() => shelf.AddAsync("  ", workflow, new Dictionary<string, string>()));
    }

    [Fact]
    public async Task The_connection_is_tested_in_words()
    {
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeTrue(), t => t.Message.ShouldContain("0.3.40"));
        await _fake.DisposeAsync();
        (await Adapter.TestConnectionAsync()).Works.ShouldBeFalse();
    }
}
