using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.A1111;
using ArtFactory.Tests.Production;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.A1111;

public sealed class A1111AdapterTests : IAsyncLifetime
{
    FakeA1111 _fake = null!;
    ProviderStage _stage = null!;

    IProviderAdapter Adapter => _stage.Adapter("a1111");

    public async Task InitializeAsync()
    {
        _fake = await FakeServers.StartAsync<FakeA1111>();
        _stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:a1111:BaseUrl"] = _fake.BaseAddress.AbsoluteUri });
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _fake.DisposeAsync();
    }

    static GenerationRequest Fox(string more = "") => AdapterActs.Request("txt2img", $$"""{"prompt": "a fox", "seed": 42{{more}}}""");

    [Fact]
    public async Task Each_picture_of_a_batch_has_its_own_seed_and_grids_are_left_out()
    {
        (_fake.AddsGrid, _fake.AddsExtra) = (true, true);
        var done = (await Adapter.SubmitAsync(Fox(""", "batch_size": 2"""))).ShouldBeDone();
        done.Outputs.Select(o => o.Metadata!.Text("seed")).ShouldBe(["42", "43"]);
        done.Outputs.Select(o => o.Metadata!.Text("parameters")).ShouldBe(["a fox\nSeed: 42", "a fox\nSeed: 43"]);
        (await Adapter.BytesAsync(done.Outputs[0])).ShouldBe(FakePicture.Of("a fox 42"));
        (await Adapter.BytesAsync(done.Outputs[1])).ShouldBe(FakePicture.Of("a fox 43"));
        done.Cost.ShouldBe(0);
        done.Returned!.Text("sd_model_name").ShouldBe("toy");
    }

    [Fact]
    public async Task A_seed_of_64_bits_arrives_exactly() =>
        (await Adapter.SubmitAsync(AdapterActs.Request("txt2img", """{"prompt": "a fox", "seed": 17454220438242315174}"""))).ShouldBeDone()
            .Outputs[0].Metadata!.Text("seed").ShouldBe("17454220438242315174");

    [Fact]
    public async Task The_checkpoint_is_chosen_for_the_request_alone()
    {
        (await Adapter.SubmitAsync(Fox(""", "sd_model_checkpoint": "toy", "clip_skip": 2, "steps": 4"""))).ShouldBeDone();
        var sent = _fake.Received.Single(c => c.Path.EndsWith("txt2img", StringComparison.Ordinal)).Json!;
        sent["override_settings"]!.ToJsonString().ShouldBe("""{"sd_model_checkpoint":"toy","CLIP_stop_at_last_layers":2}""");
        sent["override_settings_restore_afterwards"]!.GetValue<bool>().ShouldBeTrue();
        sent.ContainsKey("sd_model_checkpoint").ShouldBeFalse();
        sent["do_not_save_grid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_picture_goes_along_in_base64()
    {
        var request = AdapterActs.Request("img2img", """{"prompt": "a fox", "resize_mode": "1"}""").With(_stage, "image");
        (await Adapter.SubmitAsync(request)).ShouldBeDone();
        var sent = _fake.Received.Single(c => c.Path.EndsWith("img2img", StringComparison.Ordinal)).Json!;
        sent["init_images"]![0]!.ToString().ShouldBe(Convert.ToBase64String(FakePicture.Of("image")));
        sent["resize_mode"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Its_errors_are_words()
    {
        (await Adapter.SubmitAsync(Fox(""", "sampler_name": "nobody's" """))).ShouldBeRefused(ProviderErrorClass.Validation).Message.ShouldContain("Sampler not found");
        (await Adapter.SubmitAsync(Fox(""", "width": 9000"""))).ShouldBeRefused(ProviderErrorClass.Transient).Message.ShouldContain("smaller size");
        (await Adapter.SubmitAsync(AdapterActs.Request("img2img", """{"prompt": "a fox"}"""))).ShouldBeRefused(ProviderErrorClass.Validation);

        // In its own words, and with a rest from what stands before it.
        _fake.Troubles.Next("POST", new Trouble.Answer(503, """{"error": "RuntimeError", "errors": "The model is loading."}""") { Headers = new Dictionary<string, string> { ["Retry-After"] = "3" } });
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Transient).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task An_answer_that_was_lost_may_be_asked_for_again_because_it_costs_nothing()
    {
        Adapter.SafeToRepeat.ShouldBeTrue();
        _fake.Troubles.Next("POST", new Trouble.DropAfter());
        (await Adapter.SubmitAsync(Fox())).ShouldBeOfType<ProviderAnswer.Ambiguous>();
        var again = (await Adapter.SubmitAsync(Fox())).ShouldBeDone();
        (await Adapter.BytesAsync(again.Outputs[0])).ShouldBe(FakePicture.Of("a fox 42"));
        (await Adapter.FindByAttemptAsync(Fox(), AdapterActs.Now)).ShouldBeOfType<Reconciliation.NeverAccepted>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_progress_is_told_and_a_cancelled_request_is_interrupted(bool knowsTasks)
    {
        _fake.KnowsTasks = knowsTasks;
        _fake.Hold();
        using var stop = new CancellationTokenSource();
        var told = new TaskCompletionSource<double>();
        var submitting = Adapter.SubmitAsync(Fox(), new Report(told), stop.Token);
        (await told.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0.5);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(submitting);
        _fake.Interrupts.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_waits_behind_another_does_not_interrupt_that_one()
    {
        var release = _fake.Hold();
        var first = Adapter.SubmitAsync(Fox());
        await TestFactory.UntilAsync(() => Task.FromResult(_fake.Drawing is not null));
        using var stop = new CancellationTokenSource();
        var second = Adapter.SubmitAsync(Fox(), cancellationToken: stop.Token);
        await TestFactory.UntilAsync(() => Task.FromResult(_fake.Received.Count(c => c.Path.EndsWith("txt2img", StringComparison.Ordinal)) == 2));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        _fake.Interrupts.ShouldBe(0);
        release();
        (await first).ShouldBeDone();
    }

    [Fact]
    public async Task The_connection_is_tested_in_words()
    {
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeTrue(), t => t.Message.ShouldContain("1 checkpoint"));
        _fake.Login = "me:secret";
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeFalse(), t => t.Message.ShouldContain("NAME:PASSWORD"));
        await _stage.Connections.SetKeyAsync("a1111", "me:secret");
        (await Adapter.TestConnectionAsync()).Works.ShouldBeTrue();
        await _fake.DisposeAsync();
        (await Adapter.TestConnectionAsync()).Message.ShouldContain("--api");
    }

    sealed class Report(TaskCompletionSource<double> told) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => told.TrySetResult(value);
    }
}
