using ArtFactory.Data;
using ArtFactory.Engine.Providers;
using ArtFactory.Tests.Fakes.Providers;
using ArtFactory.Tests.Production;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ArtFactory.Tests.Providers.Transport;

/// <summary>
/// What goes wrong between the factory and a provider, for every provider that is reached over a network. Webhooks, which only replicate,
/// fal and civitai send, have tests of their own.
/// </summary>
public sealed class TroubleTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var provider in TroubledProvider.All)
            foreach (var trouble in SubmissionTrouble.All.Where(t => t.Concerns(provider))) cases.Add(provider.Name, trouble.Name);
        return cases;
    }

    public static TheoryData<string> Everyone => TroubledProvider.Names();
    public static TheoryData<string> WhoIsAskedAgain => TroubledProvider.Names(p => p.HasLookUp);

    // The pictures of the web UI are in its answer: there is nothing that could expire.
    public static TheoryData<string> WhoKeepsFiles => TroubledProvider.Names(p => p.Id != "a1111");

    [Theory, MemberData(nameof(Cases))]
    public async Task Nothing_is_sent_twice_and_no_doubt_is_called_a_refusal(string provider, string trouble)
    {
        var (row, column) = (TroubledProvider.Of(provider), SubmissionTrouble.Of(trouble));
        await using var fake = await row.StartAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stage = await row.StageAsync(fake, configure: column.IsEndless ? s => s.AddSingleton<TimeProvider>(clock) : null);
        fake.Troubles.Next(row.Submission, column.Make(row));
        var submitting = row.Adapter(stage).SubmitAsync(row.Request());
        if (column.IsEndless) await LoseTimeAsync(row, fake, clock, submitting);
        var answer = await submitting.WaitAsync(TimeSpan.FromSeconds(60));
        if (column.Class is { } kind)
        {
            var rejected = answer.ShouldBeOfType<ProviderAnswer.Rejected>();
            (rejected.Class, rejected.RetryAfter?.TotalSeconds).ShouldBe((kind, column.Rest), rejected.Message);
        }
        else
        {
            ShouldBeADoubt(row, fake, answer, column.IsAccepted);
        }

        fake.Received.Count(row.Submission).ShouldBe(1);
        fake.Charges.Count.ShouldBe(column.IsAccepted ? 1 : 0);
    }

    [Theory, MemberData(nameof(WhoIsAskedAgain))]
    public async Task A_look_up_that_fails_is_asked_again_and_the_result_is_had(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);

        // Replicate asks about the model first, and what fails there was never sent.
        if (provider == "replicate") await row.Adapter(stage).SubmitAsync(row.Request("to learn of the model"));
        foreach (var trouble in (Trouble[])[new Trouble.DropBefore(), new Trouble.GatewayError(), Trouble.TooMany("1"), new Trouble.Answer(500, "{}"), new Trouble.Answer(401, "{}"),
            Trouble.WrongType("status", 5), new Trouble.Changed(_ => null)])
            fake.Troubles.Next(IsQuestion, trouble);
        var made = await row.Adapter(stage).MadeAsync(row.Request());
        made.Outputs.ShouldNotBeEmpty();
        TroubledProvider.Jobs(fake, "a red cube").Count().ShouldBe(1);
    }

    [Theory, MemberData(nameof(Everyone))]
    public async Task Members_nobody_announced_do_no_harm(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        fake.Troubles.Always(_ => true, Trouble.ExtraFields());

        // Pictures are no JSON, and are not changed.
        var made = await row.Adapter(stage).MadeAsync(row.Request());
        fake.Troubles.Clear();
        (await row.Adapter(stage).BytesAsync(made.Outputs[0])).AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
    }

    [Theory, MemberData(nameof(Everyone))]
    public async Task Who_takes_his_time_is_waited_for(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        fake.Behaviour.Latency = TimeSpan.FromMilliseconds(60);
        await using var stage = await row.StageAsync(fake);
        fake.Troubles.Always(_ => true, new Trouble.SlowBody(TimeSpan.FromMilliseconds(10)));
        var made = await row.Adapter(stage).MadeAsync(row.Request());
        (await row.Adapter(stage).BytesAsync(made.Outputs[0])).AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
        fake.Charges.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(WhoKeepsFiles))]
    public async Task An_expired_output_is_gone_for_good_and_the_key_stays_at_home(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        var made = await row.Adapter(stage).MadeAsync(row.Request());
        fake.Behaviour.OutputsExpired = true;
        (await Should.ThrowAsync<ProviderFetchException>(() => row.Adapter(stage).FetchAsync(made.Outputs[0]))).IsTransient.ShouldBeFalse();

        // Where files lie beside the base address that is home, as on a server of one's own that speaks OpenAI's language.
        if (row.Doubt == Doubt.Reconciled) fake.Received.Last().Headers.ShouldNotContainKey("Authorization");
    }

    [Theory, MemberData(nameof(WhoKeepsFiles))]
    public async Task An_output_that_cannot_be_had_now_may_be_had_later(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        var made = await row.Adapter(stage).MadeAsync(row.Request());
        foreach (var trouble in (Trouble[])[new Trouble.DropBefore(), new Trouble.DropAfter(), new Trouble.GatewayError(), Trouble.TooMany("1")])
        {
            // Always, as a connection that was kept open is asked once more on a new one.
            fake.Troubles.Always(IsQuestion, trouble);
            (await Should.ThrowAsync<ProviderFetchException>(() => row.Adapter(stage).FetchAsync(made.Outputs[0]))).IsTransient.ShouldBeTrue(trouble.ToString());
            fake.Troubles.Clear();
        }

        fake.Troubles.Next("GET", new Trouble.SlowBody(TimeSpan.FromMilliseconds(10)));
        (await row.Adapter(stage).BytesAsync(made.Outputs[0])).AsSpan(1, 3).ToArray().ShouldBe("PNG"u8.ToArray());
        fake.Charges.Count.ShouldBe(1);
    }

    [Theory, MemberData(nameof(WhoIsAskedAgain))]
    public async Task A_request_the_provider_no_longer_knows_is_lost_and_made_anew_only_where_that_costs_nothing(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        var request = row.Request();
        var answer = await row.Adapter(stage).SubmitAsync(request);
        TroubledProvider.ForgetAll(fake);

        // Just accepted, it may not be listed yet; later it is gone. An engine of one's own tells at once.
        var soon = await row.Adapter(stage).LookUpAsync(Asking.Submitted(request, answer));
        if (row.TakesMoney) soon.ShouldBeOfType<ProviderAnswer.Ambiguous>();
        (await row.Adapter(stage).LookUpAsync(Asking.Submitted(request, answer, TimeSpan.FromMinutes(5)))).ShouldBeOfType<ProviderAnswer.Rejected>().Class
            .ShouldBe(row.TakesMoney ? ProviderErrorClass.Lost : ProviderErrorClass.Transient);
    }

    [Theory, MemberData(nameof(Everyone))]
    public async Task An_attempt_whose_answer_was_lost_is_found_again_where_there_is_a_list_and_one_that_never_came_is_not(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        var adapter = row.Adapter(stage);
        for (var other = 0; other < 5; other++) await adapter.SubmitAsync(row.Request($"another {other}"));
        var (lost, never) = (row.Request("lost answer"), row.Request("never came"));
        await LoseAsync(lost, new Trouble.DropAfter());
        await LoseAsync(never, new Trouble.DropBefore());
        TroubledProvider.Jobs(fake, "lost answer").Count().ShouldBe(1);
        TroubledProvider.Jobs(fake, "never came").ShouldBeEmpty();

        var answer = await adapter.FindByAttemptAsync(lost, Asking.Now.AddMinutes(-1));
        adapter.SafeToRepeat.ShouldBe(row.Doubt == Doubt.Repeated);
        switch (row.Doubt)
        {
            case Doubt.LeftToAPerson:
                // It tells nothing of either, and never will.
                answer.ShouldBeOfType<Reconciliation.Undetermined>();
                (await adapter.FindByAttemptAsync(never, Asking.Now.AddDays(-1))).ShouldBeOfType<Reconciliation.Undetermined>();
                return;
            case Doubt.Repeated:
                answer.ShouldBeOfType<Reconciliation.NeverAccepted>();
                return;
        }

        var found = answer.ShouldBeOfType<Reconciliation.Found>();
        found.RequestId.ShouldBe(TroubledProvider.Jobs(fake, "lost answer").Single().Id);

        // Who is paid may have it on its way still; under an id of ours it is there or it is not.
        var soon = await adapter.FindByAttemptAsync(never, Asking.Now);
        if (row.TakesMoney) soon.ShouldBeOfType<Reconciliation.Undetermined>();
        (await adapter.FindByAttemptAsync(never, Asking.Now.AddMinutes(-1))).ShouldBeOfType<Reconciliation.NeverAccepted>();
        fake.Troubles.Always(_ => true, new Trouble.Answer(500, "{}"));
        (await adapter.FindByAttemptAsync(never, Asking.Now.AddMinutes(-1))).ShouldBeOfType<Reconciliation.Undetermined>();

        // What was found is followed to its result.
        fake.Troubles.Clear();
        ProviderAnswer followed;
        do followed = await adapter.LookUpAsync(new(lost.AttemptId, lost.Model, found.RequestId, found.Details ?? ParameterSet.Empty, Asking.Now));
        while (followed is ProviderAnswer.Accepted);
        followed.ShouldBeOfType<ProviderAnswer.Completed>();

        async Task LoseAsync(GenerationRequest request, Trouble how)
        {
            // An engine that looks it up at once is away by then.
            fake.Troubles.Next(row.Submission, how);
            if (row.Doubt == Doubt.LookedUp) fake.Troubles.Always(IsQuestion, new Trouble.DropBefore());
            (await adapter.SubmitAsync(request)).ShouldBeOfType<ProviderAnswer.Ambiguous>();
            fake.Troubles.Clear();
        }
    }

    // ComfyUI has no keys, and what SwarmUI says to a wrong account is nowhere written.
    [Theory]
    [InlineData("replicate")]
    [InlineData("fal")]
    [InlineData("civitai")]
    [InlineData("openai")]
    public async Task The_connection_is_tested_in_words(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        fake.Behaviour.Key = "the-right-key-0000";
        await using var stage = await row.StageAsync(fake, "the-right-key-0000");
        (await row.Adapter(stage).TestConnectionAsync()).Works.ShouldBeTrue();
        await using var wrong = await row.StageAsync(fake, "a-wrong-key-1111");
        var test = await row.Adapter(wrong).TestConnectionAsync();
        test.Works.ShouldBeFalse();
        test.Message.ShouldSatisfyAllConditions(m => m.ShouldContain(provider == "openai" ? "key" : "401"), m => m.ShouldNotContain("a-wrong-key"));
    }

    [Theory, MemberData(nameof(Everyone))]
    public async Task A_connection_that_breaks_while_it_is_tested_is_told_and_no_fault_of_the_program(string provider)
    {
        var row = TroubledProvider.Of(provider);
        await using var fake = await row.StartAsync();
        await using var stage = await row.StageAsync(fake);
        foreach (var trouble in (Trouble[])[new Trouble.DropBefore(), new Trouble.GatewayError(), Trouble.TooMany("1"), new Trouble.Answer(200, "<html>", "text/html")])
        {
            fake.Troubles.Next(_ => true, trouble);
            (await row.Adapter(stage).TestConnectionAsync()).ShouldSatisfyAllConditions(t => t.Works.ShouldBeFalse(trouble.ToString()), t => t.Message.ShouldNotBeNullOrWhiteSpace());
        }

        (await row.Adapter(stage).TestConnectionAsync()).Works.ShouldBeTrue();
    }

    /// <summary>A question costs nothing; the opening of a socket is none.</summary>
    static bool IsQuestion(ReceivedCall call) => call.Method == "GET" && call.Path != "/ws";

    static void ShouldBeADoubt(TroubledProvider row, FakeServer fake, ProviderAnswer answer, bool isAccepted)
    {
        switch (row.Doubt)
        {
            case Doubt.LookedUp when isAccepted:
                answer.ShouldBeOfType<ProviderAnswer.Accepted>().RequestId.ShouldBe(fake.Jobs.Single().Id);
                break;
            case Doubt.LookedUp:
                answer.ShouldBeOfType<ProviderAnswer.Rejected>().Class.ShouldBe(ProviderErrorClass.Transient);
                break;
            case Doubt.Repeated when answer is ProviderAnswer.Rejected rejected:
                rejected.Class.ShouldBe(ProviderErrorClass.Transient, rejected.Message);
                break;
            default:
                answer.ShouldBeOfType<ProviderAnswer.Ambiguous>();
                break;
        }
    }

    /// <summary>Time passes until the longest wait is over.</summary>
    static async Task LoseTimeAsync(TroubledProvider row, FakeServer fake, FakeTimeProvider clock, Task submitting)
    {
        await TestFactory.UntilAsync(() => Task.FromResult(fake.Received.Any(row.Submission) && fake.Jobs.Count > 0));
        clock.Advance(TimeSpan.FromHours(2));

        // On a socket each message begins the wait anew; what was told before the silence may be read after that moment.
        while (row.IsOverSocket && !submitting.IsCompleted)
        {
            await Task.Delay(20);
            clock.Advance(TimeSpan.FromHours(1));
        }
    }
}
