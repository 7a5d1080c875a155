using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Fakes.Providers.SwarmUi;
using ArtFactory.Tests.Production;
using ArtFactory.Tests.Providers.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

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

    public static TheoryData<string> Openings => ["502", "401", "429", "dropped", "silent"];

    [Theory, MemberData(nameof(Openings))]
    public async Task A_socket_that_cannot_be_opened_costs_the_progress_and_nothing_else(string kind)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await ProviderStage.OnAsync(_fake, configure: s => s.AddSingleton<TimeProvider>(clock));
        _fake.Troubles.Always(IsOpening, kind switch
        {
            "dropped" => new Trouble.DropBefore(),
            "silent" => new Trouble.NoAnswer(),
            _ => new Trouble.Answer(int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture), "no"),
        });
        var submitting = stage.Adapter("swarmui").SubmitAsync(Fox(""", "model": "toy" """));
        if (kind == "silent")
        {
            await TestFactory.UntilAsync(() => Task.FromResult(_fake.Received.Any(IsOpening)));
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        (await submitting).ShouldBeDone();
        _fake.Charges.Count.ShouldBe(1);

        static bool IsOpening(ReceivedCall call) => call.Is("GET", "GenerateText2ImageWS");
    }

    [Fact]
    public async Task Half_a_batch_whose_connection_broke_off_is_not_taken_for_the_whole()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await ProviderStage.OnAsync(_fake, configure: s => s.AddSingleton<TimeProvider>(clock));
        _fake.Troubles.Next(ReceivedCall.Socket, new Trouble.StalledBody());
        var half = new TaskCompletionSource();
        var submitting = stage.Adapter("swarmui").SubmitAsync(Fox(""", "model": "toy", "images": 2"""), new Past(0.5, half));
        await half.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await TestFactory.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromHours(1));
            return Task.FromResult(submitting.IsCompleted);
        });
        (await submitting).ShouldBeOfType<ProviderAnswer.Ambiguous>();
        (await stage.Adapter("swarmui").SubmitAsync(Fox(""", "model": "toy", "images": 2"""))).ShouldBeDone().Outputs.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(429, "rest", ProviderErrorClass.RateLimited)]
    [InlineData(401, null, ProviderErrorClass.Authentication)]
    [InlineData(500, null, ProviderErrorClass.Transient)]
    public async Task Without_a_session_nothing_was_asked_and_the_reason_is_kept(int status, string? rest, ProviderErrorClass expected)
    {
        _fake.Troubles.Next(c => c.Path.EndsWith("GetNewSession", StringComparison.Ordinal), new Trouble.Answer(status, """{"error": "not now"}""")
        {
            Headers = rest is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = "3" },
        });
        var refused = (await Adapter.SubmitAsync(Fox(""", "model": "toy" """))).ShouldBeRefused(expected);
        refused.RetryAfter.ShouldBe(rest is null ? null : TimeSpan.FromSeconds(3));
        refused.Message.ShouldContain("not now");
        _fake.Jobs.ShouldBeEmpty();
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

    sealed class Past(double part, TaskCompletionSource told) : IProgress<double>
    {
        void IProgress<double>.Report(double value)
        {
            if (value > part) told.TrySetResult();
        }
    }

    sealed class Once(TaskCompletionSource told) : IProgress<double>
    {
        void IProgress<double>.Report(double value) => told.TrySetResult();
    }
}
