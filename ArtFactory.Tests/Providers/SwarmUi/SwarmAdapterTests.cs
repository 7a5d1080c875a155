using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.SwarmUi;
using ArtFactory.Tests.Providers.Transport;

namespace ArtFactory.Tests.Providers.SwarmUi;

public sealed class SwarmAdapterTests : IAsyncLifetime
{
    FakeSwarmUi _fake = null!;
    ProviderStage _stage = null!;

    IProviderAdapter Adapter => _stage.Adapter("swarmui");

    public async Task InitializeAsync()
    {
        _fake = await FakeServers.StartAsync<FakeSwarmUi>();
        _stage = await ProviderStage.CreateAsync(new Dictionary<string, string?> { ["Providers:swarmui:BaseUrl"] = _fake.BaseAddress.AbsoluteUri });
    }

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _fake.DisposeAsync();
    }

    static GenerationRequest Fox(string more = "") => AdapterActs.Request("text-to-image", $$"""{"prompt": "a fox", "seed": 17454220438242315174{{more}}}""");

    [Fact]
    public async Task Pictures_of_a_batch_come_in_order_each_with_its_own_seed()
    {
        var told = new List<double>();
        var done = (await Adapter.SubmitAsync(Fox(""", "images": 3"""), new Told(told))).ShouldBeDone();
        done.Outputs.Select(o => o.Metadata!.Text("seed")).ShouldBe(["17454220438242315174", "17454220438242315175", "17454220438242315176"]);
        (await Adapter.BytesAsync(done.Outputs[1])).ShouldBe(FakePicture.Of("local/raw/2026-01-02/1 a fox-17454220438242315175.png"));
        done.Outputs.ShouldAllBe(o => o.MimeType == "image/png");
        told.ShouldNotBeEmpty();
        told[0].ShouldBe(0.5 / 3, 0.001);
        // None was named: the first that is installed.
        _fake.Jobs.Single().Input["model"]!.ToString().ShouldBe("toy");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pictures_inside_the_answer_and_answers_without_a_socket_do_as_well(bool hasSockets)
    {
        (_fake.AnswersData, _fake.HasSockets) = (true, hasSockets);
        var done = (await Adapter.SubmitAsync(Fox(""", "images": 2, "model": "other" """))).ShouldBeDone();
        done.Outputs.Count.ShouldBe(2);
        (await Adapter.BytesAsync(done.Outputs[0])).ShouldBe(FakePicture.Of("a fox 17454220438242315174"));
        // Without metadata nothing is said of a seed.
        (done.Outputs[0].Metadata is null).ShouldBe(!hasSockets);
        _fake.Charges.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_it_forgot_is_had_anew(bool hasSockets)
    {
        _fake.HasSockets = hasSockets;
        (await Adapter.SubmitAsync(Fox(""", "model": "toy" """))).ShouldBeDone();
        _fake.ForgetSessions();
        (await Adapter.SubmitAsync(Fox(""", "model": "toy" """))).ShouldBeDone();
        (await Adapter.SubmitAsync(Fox(""", "model": "toy" """))).ShouldBeDone();
        _fake.Received.Count(c => c.Path == "/API/GetNewSession").ShouldBe(2);
        _fake.Charges.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_success_may_hold_an_error()
    {
        _fake.Error = "No backends match the settings of the request given!";
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Transient).Message.ShouldContain("No backends");
        _fake.Error = "Invalid value for parameter 'steps'.";
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Validation).Message.ShouldContain("steps");
        _fake.HasSockets = false;
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Validation);
    }

    [Fact]
    public async Task A_picture_that_is_taken_back_is_none()
    {
        _fake.Discards = 0;
        (await Adapter.SubmitAsync(Fox(""", "images": 2"""))).ShouldBeDone().Outputs.ShouldHaveSingleItem().Metadata!.Text("seed").ShouldBe("17454220438242315175");
    }

    [Fact]
    public async Task A_cancelled_request_is_interrupted_in_its_own_session()
    {
        _fake.Hold();
        using var stop = new CancellationTokenSource();
        var told = new TaskCompletionSource();
        var submitting = Adapter.SubmitAsync(Fox(""", "model": "toy" """), new Once(told), stop.Token);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(submitting);
        _fake.Interrupted.ShouldHaveSingleItem().ShouldBe(_fake.Jobs.Single().Input["session_id"]!.ToString());
    }

    [Fact]
    public async Task Its_own_list_of_parameters_becomes_the_form()
    {
        var model = (await _stage.Get<IModelShelf>().RefreshAsync("swarmui", "text-to-image")).Model;
        model.Schema.Find("steps")!.ShouldSatisfyAllConditions(p => p.Maximum.ShouldBe(500), p => p.Group.ShouldBe("Core Parameters"), p => p.Default!.Value.GetRawText().ShouldBe("20"));
        // What it does not list is kept.
        model.Schema.Find("negative_prompt")!.Name.ShouldBe("negativeprompt");
    }

    [Fact]
    public async Task The_connection_is_tested_in_words()
    {
        (await Adapter.TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeTrue(), t => t.Message.ShouldContain("0.9.7.0"));
        await _fake.DisposeAsync();
        (await Adapter.TestConnectionAsync()).Works.ShouldBeFalse();
        (await Adapter.SubmitAsync(Fox())).ShouldBeRefused(ProviderErrorClass.Transient);
    }

    sealed class Told(List<double> told) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => told.Add(value);
    }

    sealed class Once(TaskCompletionSource told) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => told.TrySetResult();
    }
}
